import { actAs, readAs } from "@cliently/db";
import fc from "fast-check";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  aClient,
  anEdit,
  aNote,
  aPractice,
  aReferenceDevice,
  aWorld,
  contentsOf,
  foldLog,
  histories,
  play,
  serverRows,
  type Member,
  type Practice,
  type ReferenceDevice,
} from "../testing/index.ts";

// forks.test.ts puts restored backups to many more tests over the database in memory. Here the rows of an account are
// really put back in Postgres, under a server and devices that go on.

/** How many histories are played; more by LAW_RUNS. */
const RUNS = Number(process.env["LAW_RUNS"] ?? 5);
const DAY = 24 * 3_600_000;
const TABLES = [
  "account",
  "device",
  "version",
  "mutation_log",
  "poison",
  "client",
  "consent",
  "note",
  "note_update",
  "note_text",
  "summary",
];

let ahead = 0;
let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ clock: () => Date.now() + ahead });
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("L1, L2, L4, L7 a backup of Postgres is restored under three devices: what was told as applied is so again, and all end equal", async () => {
  await fc.assert(
    fc.asyncProperty(histories(12), histories(12), histories(12), async (before, lost, after) => {
      const member = await practice.somebodyElse();
      const world = aWorld(member);
      await play(member, world, before);
      const restore = await backup(member);
      await play(member, world, lost);
      const told = world.devices.flatMap(({ results }) =>
        [...results].flatMap(([mid, { status }]) => (status === "applied" ? [mid] : [])),
      );
      await restore();
      await play(member, world, after);
      await settleAll(world.devices);

      const own = (await logOf(member)).filter(
        ({ name, status }) => name !== "history.rejoin" && status !== "duplicate",
      );
      expect(own.map(({ mid }) => mid).toSorted()).toEqual(world.committed.flat().toSorted());
      const applied = new Set(own.filter(({ status }) => status === "applied").map(({ mid }) => mid));
      expect(told.filter((mid) => !applied.has(mid))).toEqual([]);
      await expectEqual(member, world.devices);
    }),
    { numRuns: RUNS },
  );
});

test("L1, L15 a long text of three devices, folded before and after the backup, is whole again when only one of them comes back", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop, tablet] = [aReferenceDevice(member), aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  phone.does([client, note]);
  for (const device of [phone, laptop, tablet]) await device.settles();
  const type = async (device: ReferenceDevice, word: string, times: number) => {
    for (let count = 0; count < times; count++) device.does([anEdit(note.args.id, `${word}${count} `)]);
    await device.settles();
  };
  await type(phone, "phone", 150);
  expect(await foldedOf(member)).toBe(1);
  const restore = await backup(member);
  await type(laptop, "laptop", 150);
  await type(tablet, "tablet", 150);
  await phone.settles();
  const before = contentsOf(await serverRows(practice.services, member.accountId));
  await restore();
  expect(contentsOf(await serverRows(practice.services, member.accountId))).not.toEqual(before);

  // Those who wrote what the backup lacks never come back.
  await phone.settles();
  expect(contentsOf(await serverRows(practice.services, member.accountId))).toEqual(before);
  await type(phone, "later", 5);
  const words = JSON.stringify(contentsOf(phone.rows));
  for (const word of ["start", "phone149", "laptop0", "laptop149", "tablet149", "later4"])
    expect(words).toContain(word);
  await settleAll([laptop, tablet, phone]);
  await expectEqual(member, [phone, laptop, tablet]);
});

/** All devices hold what the server holds, and that is what its log says. */
async function expectEqual(member: Member, devices: readonly ReferenceDevice[]): Promise<void> {
  const rows = await serverRows(practice.services, member.accountId);
  expect(contentsOf(rows)).toEqual(contentsOf(await foldLog(practice.services, member.accountId)));
  for (const device of devices) expect(contentsOf(device.rows)).toEqual(contentsOf(rows));
}

/** Lets devices send and hear all there is; what waits for a parent that never comes is waited for. */
async function settleAll(devices: readonly ReferenceDevice[]): Promise<void> {
  for (let round = 0; round < 4; round++) {
    for (const device of devices) {
      for (let goesOn = true; goesOn;) {
        const { more, results } = await device.exchanges();
        goesOn = more || (device.outbox.length > 0 && results.some(({ status }) => status !== "wait"));
      }
    }
    if (round === 1) ahead += 2 * DAY;
  }
  expect(devices.flatMap(({ outbox }) => outbox)).toEqual([]);
}

/** Keeps an account as it is in Postgres; what it resolves with puts every row of it back, and removes the newer ones. */
async function backup({ accountId }: Member): Promise<() => Promise<void>> {
  const kept = `"backup ${accountId}"`;
  const own = `account_id = '${accountId}'`;
  await asOwner(
    `CREATE SCHEMA ${kept}`,
    ...TABLES.map((table) => `CREATE TABLE ${kept}.${table} AS SELECT * FROM public.${table} WHERE ${own}`),
  );
  return () =>
    asOwner(
      "BEGIN",
      "SET LOCAL session_replication_role = replica", // a restore asks no trigger
      ...TABLES.map((table) => `DELETE FROM public.${table} WHERE ${own}`),
      ...TABLES.map((table) => `INSERT INTO public.${table} SELECT * FROM ${kept}.${table}`),
      "COMMIT",
    );
}

async function asOwner(...statements: string[]): Promise<void> {
  const { ownerUrl, ca } = practice.database;
  const owner = new Client({ connectionString: ownerUrl, ssl: { ca } });
  await owner.connect();
  try {
    for (const statement of statements) await owner.query(statement);
  } finally {
    await owner.end();
  }
}

function logOf({ accountId }: Member) {
  return readAs(practice.services.db, accountId, (tx) => tx.mutationLog.findMany({ where: { accountId } }));
}

function foldedOf({ accountId }: Member): Promise<number> {
  return actAs(practice.services.db, accountId, (tx) => tx.noteText.count({ where: { accountId } }));
}
