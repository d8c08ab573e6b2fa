export { testDatabase, type TestDatabase } from "./test-database.ts";
export { stopTestCluster } from "./test-cluster.ts";
