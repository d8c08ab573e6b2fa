export { testDatabase, type TestDatabase } from "./test-database.ts";
export { startCluster } from "../embedded/cluster.ts";
export { stopTestCluster } from "./test-cluster.ts";
