// The Postgres that all test processes share goes on after them; the test command ends it here.
import { stopTestCluster } from "../packages/db/src/testing/index.ts";

await stopTestCluster();
