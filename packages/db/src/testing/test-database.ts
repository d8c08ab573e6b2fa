import { randomBytes } from "node:crypto";

import { Client } from "pg";

import { asApp } from "../app-role.ts";
import { connect, type Database } from "../connect.ts";
import { openDataKeys, type DataKeys } from "../data-keys.ts";
import { migrate, ownerConfig, schemaFingerprint } from "../migrate.ts";
import type { Secrets } from "../secrets.ts";
import { testCluster } from "./test-cluster.ts";

/** The role is shared by all databases of the cluster, so its password cannot be one database's own. */
export const APP_PASSWORD = "only-for-tests";

export type TestDatabase = AsyncDisposable & {
  db: Database;
  keys: DataKeys;
  secrets: Secrets;
  ownerUrl: string;
  appUrl: string;
  ca: string;
};

/** A migrated database of its own on a real Postgres, dropped when disposed. Copied from a template in some 50 ms. */
export async function testDatabase({ connections = 5 }: { connections?: number } = {}): Promise<TestDatabase> {
  const cluster = await testCluster();
  const template = `template_${schemaFingerprint()}`;
  const name = `test_${randomBytes(8).toString("hex")}`;
  await asAdmin(cluster, async (admin) => {
    await makeTemplate(admin, template, () =>
      migrate(cluster.ownerUrl(`${template}_new`), { ca: cluster.ca, appPassword: APP_PASSWORD }),
    );
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  });

  const ownerUrl = cluster.ownerUrl(name);
  const appUrl = asApp(ownerUrl, APP_PASSWORD);
  const db = connect(appUrl, { ca: cluster.ca, connections });
  const secrets: Secrets = {
    keyEncryptionKey: { version: 1, key: new Uint8Array(randomBytes(32)) },
    pepper: new Uint8Array(randomBytes(32)),
    emailIndexKey: new Uint8Array(randomBytes(32)),
  };
  return {
    db,
    keys: openDataKeys(db, secrets),
    secrets,
    ownerUrl,
    appUrl,
    ca: cluster.ca,
    async [Symbol.asyncDispose]() {
      await db.$disconnect();
      await asAdmin(cluster, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

type Cluster = Awaited<ReturnType<typeof testCluster>>;

async function asAdmin(cluster: Cluster, work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client(ownerConfig(cluster.ownerUrl("postgres"), cluster.ca));
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** Makes the migrated template once for this schema; whoever comes at the same time waits for it. */
async function makeTemplate(admin: Client, template: string, migrated: () => Promise<void>): Promise<void> {
  const exists = async () => (await admin.query("SELECT FROM pg_database WHERE datname = $1", [template])).rowCount;
  if (await exists()) return;
  await admin.query("SELECT pg_advisory_lock(1)");
  if (!(await exists())) {
    await admin.query(`DROP DATABASE IF EXISTS ${template}_new WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${template}_new`);
    await migrated();
    await admin.query(`ALTER DATABASE ${template}_new RENAME TO ${template}`);
  }
  await admin.query("SELECT pg_advisory_unlock(1)");
}
