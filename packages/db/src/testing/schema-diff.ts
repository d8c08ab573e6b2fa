import { readFileSync } from "node:fs";
import { join } from "node:path";

import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import { SchemaEngine } from "@prisma/schema-engine-wasm";

const FILE = join(import.meta.dirname, "../../prisma/schema.prisma");

/** The SQL that would bring an empty database, or the one at `url`, to what schema.prisma says. */
export async function schemaDiff(from: "empty" | "database", link: { url: string; ca: string }): Promise<string> {
  const files = [{ path: FILE, content: readFileSync(FILE, "utf8") }];
  const factory = new PrismaPg({ connectionString: link.url, ssl: { ca: link.ca } });
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
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
  return stdout ?? "";
}
