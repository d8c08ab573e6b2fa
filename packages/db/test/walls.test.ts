import { expect, test } from "vitest";

import { connect } from "../src/index.ts";
import { testDatabase } from "../src/testing/index.ts";
import { assertWalls } from "../src/walls.ts";
import { asOwner } from "./as-owner.ts";

test("the boot check passes on a migrated database over TLS", async () => {
  await using base = await testDatabase();
  await expect(assertWalls(base.db, { tls: true })).resolves.toBeUndefined();
});

const own = "account_id = NULLIF(current_setting('app.account_id', true), '')::uuid";

test.each([
  ["row-level security off", "ALTER TABLE note DISABLE ROW LEVEL SECURITY", "note is open"],
  ["not forced on the owner", "ALTER TABLE note NO FORCE ROW LEVEL SECURITY", "note is open"],
  ["no policy", "DROP POLICY own_account ON keys.account_key", "keys.account_key is open"],
  ["a policy that lets everything be read", "ALTER POLICY own_account ON note USING (true)", "note is open"],
  ["a policy that lets everything be written", "ALTER POLICY own_account ON note WITH CHECK (true)", "note is open"],
  ["a second policy beside it", "CREATE POLICY all_of_it ON note USING (true)", "note is open"],
  ["a new table without a wall", "CREATE TABLE idea (account_id uuid, id uuid)", "idea is open"],
  ["a view", "CREATE VIEW every_note AS SELECT * FROM note", "the view every_note"],
  [
    "a stray function that runs as its owner",
    "CREATE FUNCTION peek() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'",
    "peek",
  ],
  [
    "a listed function without its search path",
    "ALTER FUNCTION session_by_id(text) RESET search_path",
    "session_by_id",
  ],
])("the boot check names %s", async (_, breaking, sentence) => {
  await using base = await testDatabase();
  await asOwner(base, breaking);
  await expect(assertWalls(base.db, { tls: true })).rejects.toThrow(sentence);
});

test("a new table with its wall passes", async () => {
  await using base = await testDatabase();
  await asOwner(
    base,
    "CREATE TABLE idea (account_id uuid, id uuid)",
    "ALTER TABLE idea ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE idea FORCE ROW LEVEL SECURITY",
    `CREATE POLICY own_account ON idea USING (${own}) WITH CHECK (${own})`,
  );
  await expect(assertWalls(base.db, { tls: true })).resolves.toBeUndefined();
});

test("the boot check refuses to serve as the owner, or without TLS", async () => {
  await using base = await testDatabase();
  const asItsOwner = connect(base.ownerUrl, { ca: base.ca });
  await expect(assertWalls(asItsOwner, { tls: true })).rejects.toThrow("the role cliently_owner is too strong");
  await asItsOwner.$disconnect();

  const open = connect(base.appUrl, { tls: false });
  await expect(assertWalls(open, { tls: true })).rejects.toThrow("the link to it is not encrypted");
  await expect(assertWalls(open, { tls: false })).resolves.toBeUndefined();
  await open.$disconnect();
});

test("a certificate that is not the database's own is refused", async () => {
  await using base = await testDatabase();
  const trusting = connect(base.appUrl); // the public authorities only
  await expect(trusting.$queryRaw`SELECT 1`).rejects.toThrow(/self-signed|certificate/);
  await trusting.$disconnect();
});
