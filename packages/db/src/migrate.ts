import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Client, type ClientConfig } from "pg";

import { letAppIn } from "./app-role.ts";

const FOLDER = join(import.meta.dirname, "../prisma/migrations");
const LOCK = 7_205_759_403; // any number, as long as every Cliently process takes the same

type Options = { ca?: string | undefined; tls?: boolean; appPassword: string };

/**
 * Brings a database to the newest schema, one transaction a migration, so that one killed midway leaves nothing half
 * done. Keeps the books as `prisma migrate deploy` does. Two processes that start at once take turns.
 */
export async function migrate(ownerUrl: string, { ca, tls = true, appPassword }: Options): Promise<void> {
  const config = ownerConfig(ownerUrl, ca, tls);
  const client = new Client(config);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(BOOKS);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const done = new Map(rows.map((row) => [row.migration_name, row]));
    for (const { name, sql, checksum } of migrations()) {
      const known = done.get(name);
      if (known && known.checksum !== checksum)
        throw new Error(`The migration ${name} is not the one this database was made with.`);
      if (known && !known.finished_at)
        throw new Error(`The migration ${name} was begun by another tool and never finished.`);
      if (!known) await apply(client, name, sql, checksum);
    }
    await letAppIn(client, config, appPassword);
  } finally {
    await client.end();
  }
}

/** A fingerprint of all migrations, which names the schema they make. */
export function schemaFingerprint(): string {
  return createHash("sha256")
    .update(
      migrations()
        .map(({ checksum }) => checksum)
        .join(),
    )
    .digest("hex")
    .slice(0, 16);
}

export function ownerConfig(url: string, ca: string | undefined, tls = true): ClientConfig {
  return { connectionString: url, ssl: tls && (ca ? { ca } : true) };
}

function migrations(): { name: string; sql: string; checksum: string }[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => {
      const sql = readFileSync(join(FOLDER, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function apply(client: Client, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    throw new Error(`The migration ${name} failed; the database is as it was before it.`, { cause: error });
  }
}

const BOOKS = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;
