import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Client } from "pg";

import { asApp } from "./app-role.ts";
import { connect, type Database } from "./connect.ts";
import { openDataKeys, type DataKeys } from "./data-keys.ts";
import { startCluster } from "./embedded/cluster.ts";
import { migrate, ownerConfig } from "./migrate.ts";
import { openNotifications, type Notifications } from "./notifications.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { assertWalls } from "./walls.ts";
import { writeOnce } from "./write-once.ts";

type Options = {
  /** The owner's link to a Postgres, used to migrate only. Absent: our own, under `dataDir`. */
  databaseUrl?: string | undefined;
  /** The server's link as cliently_app. Absent: the owner's, with that role and a password kept under `dataDir`. */
  databaseAppUrl?: string | undefined;
  /** PEM of the authority that signed the database's certificate, when it is not a public one. */
  databaseCa?: string | undefined;
  /** false: no TLS to `databaseUrl`, for development only. */
  databaseTls?: boolean;
  dataDir: string;
  say?: (progress: string) => void;
};

export type OpenedDatabase = {
  db: Database;
  keys: DataKeys;
  secrets: Secrets;
  embedded: boolean;
  /** Hears what other processes on this database tell, and tells them. */
  notifications: (hearers: Parameters<typeof openNotifications>[2]) => Notifications;
  /** Ends the connections, then the embedded Postgres. */
  stop(): Promise<void>;
};

/** Everything between "nothing runs" and "safe to serve from": start or find Postgres, migrate, connect, check. */
export async function openDatabase(options: Options): Promise<OpenedDatabase> {
  const { dataDir, say = () => {} } = options;
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });

  const cluster = options.databaseUrl ? undefined : await startCluster({ home: join(dataDir, "postgres"), say });
  try {
    if (cluster) await makeDatabase(cluster.ownerUrl("postgres"), cluster.ca);
    const ownerUrl = options.databaseUrl ?? cluster!.ownerUrl("cliently"); // no link given: the cluster was started above
    const ca = cluster?.ca ?? options.databaseCa;
    const tls = cluster ? true : (options.databaseTls ?? true);
    const appUrl = options.databaseAppUrl ?? asApp(ownerUrl, keptPassword(dataDir));

    say("Bringing the database up to date");
    await migrate(ownerUrl, { ca, tls, appPassword: decodeURIComponent(new URL(appUrl).password) });

    const db = connect(appUrl, { ca, tls });
    try {
      await assertWalls(db, { tls });
      const secrets = await openSecrets(db, join(dataDir, "keys"));
      const stop = async () => {
        await db.$disconnect();
        await cluster?.stop();
      };
      return {
        db,
        keys: openDataKeys(db, secrets),
        secrets,
        embedded: cluster !== undefined,
        notifications: (hearers) => openNotifications(appUrl, { ca, tls }, hearers),
        stop,
      };
    } catch (error) {
      await db.$disconnect();
      throw error;
    }
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function makeDatabase(adminUrl: string, ca: string): Promise<void> {
  const client = new Client(ownerConfig(adminUrl, ca));
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'cliently'");
    if (!rowCount) await client.query("CREATE DATABASE cliently");
  } finally {
    await client.end();
  }
}

function keptPassword(dataDir: string): string {
  const file = join(dataDir, "keys", "database-app-password");
  if (!existsSync(file)) writeOnce(file, randomBytes(24).toString("base64url"));
  return readFileSync(file, "utf8").trim();
}
