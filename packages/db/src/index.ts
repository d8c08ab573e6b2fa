/** The package's door: Postgres, the walls between accounts, sealing under each account's key. */
export { actAs, isTransient, readAs, writeAs, type At } from "./account-scope.ts";
export { connect, type Database, type Tx } from "./connect.ts";
export { openDataKeys, type DataKey, type DataKeys } from "./data-keys.ts";
export { openNotifications, type Notifications } from "./notifications.ts";
export { openDatabase, type OpenedDatabase } from "./open-database.ts";
export type { Secrets } from "./secrets.ts";
export { Prisma } from "../generated/prisma/client.ts";
