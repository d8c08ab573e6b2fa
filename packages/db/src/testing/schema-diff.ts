import { readFileSync } from "node:fs";
import { join } from "node:path";

import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlQuery } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { Pool, type QueryArrayResult } from "pg";

const FILE = join(import.meta.dirname, "../../prisma/schema.prisma");

/** The SQL that would bring an empty database, or the one at `url`, to what schema.prisma says. */
export async function schemaDiff(from: "empty" | "database", link: { url: string; ca: string }): Promise<string> {
  const files = [{ path: FILE, content: readFileSync(FILE, "utf8") }];
  const pool = new Pool({ connectionString: link.url, ssl: { ca: link.ca } });
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterThatKnowsLetters(pool));
  const engine = await SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    adapter,
  );
  const { stdout } = await engine.diff({
    from: from === "empty" ? { tag: "empty" } : { tag: "schemaDatasource", files, configDir: join(FILE, "..") },
    to: { tag: "schemaDatamodel", files },
    script: true,
    exitCode: null,
    filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
  });
  await pool.end();
  return (stdout ?? "").trim();
}

const CHAR = 18;
const TEXT = 25;

/** The engine reads one-letter columns of the catalogue, whose type the adapter refuses: tell it what they are. */
function adapterThatKnowsLetters(pool: Pool): PrismaPg {
  const letters = new WeakMap<object, number[]>();
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<QueryArrayResult>; // as the adapter calls it
  Object.assign(pool, {
    async query(...args: unknown[]) {
      const result = await ask(...args);
      const found = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
      for (const index of found) Object.assign(result.fields[index] ?? {}, { dataTypeID: TEXT });
      letters.set(result.rows, found);
      return result;
    },
  });

  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  return Object.assign(factory, {
    async connect() {
      const adapter = await connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      return Object.assign(adapter, {
        async queryRaw(query: SqlQuery) {
          const result = await queryRaw(query);
          for (const index of letters.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
          return result;
        },
      });
    },
  });
}
