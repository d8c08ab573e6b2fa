import { expect, test } from "vitest";

import { testDatabase } from "../src/testing/index.ts";
import { schemaDiff } from "../src/testing/schema-diff.ts";
import { asOwner } from "./as-owner.ts";

test("schema.prisma and the migrated database agree", async () => {
  await using base = await testDatabase();
  expect(await schemaDiff("database", { url: base.ownerUrl, ca: base.ca })).toBe("-- This is an empty migration.");
});

test("a column that only one of them knows is noticed", async () => {
  await using base = await testDatabase();
  await asOwner(base, "ALTER TABLE client ADD COLUMN nickname text");
  expect(await schemaDiff("database", { url: base.ownerUrl, ca: base.ca })).toContain('DROP COLUMN "nickname"');
});
