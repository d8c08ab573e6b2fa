import { randomBytes } from "node:crypto";

import { readAs } from "@cliently/db";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import type { Act } from "../domain/catalogue.ts";
import type { Id } from "../domain/ids.ts";
import {
  aClient,
  aConsent,
  anEdit,
  anId,
  aNote,
  aPractice,
  aReferenceDevice,
  contentsOf,
  foldLog,
  memoryDatabase,
  serverRows,
  type Member,
  type Practice,
  type ReferenceDevice,
} from "../testing/index.ts";
import { makeBus } from "./bus.ts";
import { exchange } from "./exchange.ts";
import { tidy } from "./tidy.ts";

const DAY = 24 * 3_600_000;
const NEEDLE = "Thistledown";

/** By how much the server's clock is ahead of the real one. */
let later = 0;
const clock = () => Date.now() + later;

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ clock });
});
afterAll(() => practice[Symbol.asyncDispose]());
beforeEach(() => {
  later = 0;
});

const tidies = () => tidy(practice.services);
const remove = (noun: "client" | "note", id: Id, rows: { changed?: { mid: string } }[]): Act => ({
  name: `${noun}.delete`,
  args: { id, seen: rows.flatMap(({ changed }) => (changed ? [changed.mid] : [])) },
});

/** A client with a note of 140 updates, half of them folded, a consent and a summary; and a note of another client. */
async function aRecord(member: Member) {
  const phone = aReferenceDevice(member);
  const client = aClient({ familyName: NEEDLE, background: NEEDLE });
  const other = aClient();
  const note = aNote({ clientId: client.args.id, body: NEEDLE });
  const kept = aNote({ clientId: other.args.id, body: "kept" });
  const single = aNote({ clientId: other.args.id, body: `${NEEDLE} alone` });
  const edits = Array.from({ length: 139 }, (_, index) => anEdit(note.args.id, `${NEEDLE} ${index}`));
  const about = { noteId: note.args.id, clientId: client.args.id, textHash: "0".repeat(64) };
  const summary: Act = {
    name: "summary.request",
    args: { id: anId(), style: "recap", length: "brief", ...about },
  };
  phone.does([client, other, aConsent(client.args.id), note, kept, single, ...edits, summary]);
  await phone.settles();
  return { phone, clientId: client.args.id, noteId: note.args.id, singleId: single.args.id, keptId: kept.args.id };
}

type Aged = Awaited<ReturnType<typeof aRecord>>;

/** The client and the single note go into the bin. */
async function deleteBoth({ phone, clientId, noteId, singleId }: Aged): Promise<void> {
  const row = (place: string) => phone.rows.get(place) as { changed?: { mid: string } }; // as the mutations left it
  phone.does([remove("client", clientId, [row(`client|${clientId}`), row(`note|${noteId}`)])]);
  phone.does([remove("note", singleId, [row(`note|${singleId}`)])]);
  await phone.settles();
  expect(phone.rows.get(`client|${clientId}`)).toMatchObject({ deletedAt: expect.any(Number) as number });
  expect(phone.rows.get(`note|${singleId}`)).toMatchObject({ deletedAt: expect.any(Number) as number });
}

const rowsOf = ({ accountId }: Member) => serverRows(practice.services, accountId);
const saysNeedle = async (member: Member) =>
  [...(await rowsOf(member)).values()].filter((row) => {
    const update = typeof row["update"] === "string" ? Buffer.from(row["update"], "base64").toString("latin1") : "";
    return (JSON.stringify(row) + update).includes(NEEDLE);
  }).length;
const headOf = ({ accountId }: Member) => practice.services.storage.read(accountId, (tx) => tx.head());
/** What the log is folded from once older arguments are dropped. */
const nowOf = async (member: Member) => ({ version: (await headOf(member)).version, rows: await rowsOf(member) });

/** A device takes everything in, and says so the next time it is noted. */
async function catchesUp(device: ReferenceDevice): Promise<void> {
  await device.settles();
  later += 120_000;
  await device.settles();
}

describe("the bin", () => {
  test("is kept for 30 days to the millisecond, and then says nothing any more, here or on any device", async () => {
    const member = await practice.somebodyElse();
    const record = await aRecord(member);
    const laptop = aReferenceDevice(member);
    await laptop.settles();
    await deleteBoth(record);
    const { deletedAt } = record.phone.rows.get(`client|${record.clientId}`) as { deletedAt: number };

    const before = await rowsOf(member);
    const from = await nowOf(member);
    const moment = { ...practice.services, clock: () => deletedAt + 30 * DAY - 1 };
    await tidy(moment);
    expect(await rowsOf(member)).toEqual(before);
    expect(await saysNeedle(member)).toBeGreaterThan(3);

    later = 30 * DAY + 5_000;
    await tidies();
    expect(await saysNeedle(member)).toBe(0);
    const server = await rowsOf(member);
    const fold = await foldLog(practice.services, member.accountId, undefined, from);
    expect(contentsOf(fold)).toEqual(contentsOf(server));
    for (const [place, row] of server) {
      if (!place.startsWith("note-text|") && row["purgedAt"]) expect([place, row]).toEqual([place, fold.get(place)]);
    }
    for (const device of [record.phone, laptop, aReferenceDevice(member)]) {
      await device.settles();
      expect(contentsOf(device.rows)).toEqual(contentsOf(server));
      expect([...device.rows.keys()].filter((place) => place.includes(record.noteId))).toEqual([]);
      expect(Object.keys(contentsOf(device.rows))).toContain(`note|${record.keptId}`);
      expect([...device.rows.values()].filter((row) => row["purgedAt"] || row["noteId"] === record.noteId)).toEqual([]);
    }
  });

  test("lets go of what was brought back in time, and of a client's notes with the client", async () => {
    const member = await practice.somebodyElse();
    const record = await aRecord(member);
    await deleteBoth(record);
    record.phone.does([{ name: "client.restore", args: { id: record.clientId } }]);
    await record.phone.settles();
    const before = contentsOf(record.phone.rows)[`words of note|${record.noteId}`];
    later = 31 * DAY;
    await tidies();
    await record.phone.settles();
    expect(contentsOf(record.phone.rows)[`words of note|${record.noteId}`]).toEqual(before);
    expect(record.phone.rows.has(`note|${record.singleId}`)).toBe(false);
  });

  test("what somebody wrote for a purged note meanwhile is refused with its words, and brings nothing back", async () => {
    const member = await practice.somebodyElse();
    const record = await aRecord(member);
    const away = aReferenceDevice(member);
    await away.settles();
    await deleteBoth(record);
    const [mid = ""] = away.does([anEdit(record.noteId, "late words")]);
    later = 31 * DAY;
    await tidies();
    await away.settles();
    expect(away.results.get(mid)).toMatchObject({ status: "refused", reason: "note-unknown" });
    expect(away.rows.has(`note|${record.noteId}`)).toBe(false);
  });

  test("may be emptied by two processes at once", async () => {
    const member = await practice.somebodyElse();
    await deleteBoth(await aRecord(member));
    const from = await nowOf(member);
    later = 31 * DAY;
    await Promise.all([tidies(), tidies(), tidies()]);
    expect(await saysNeedle(member)).toBe(0);
    const server = await rowsOf(member);
    const fold = await foldLog(practice.services, member.accountId, undefined, from);
    expect(contentsOf(fold)).toEqual(contentsOf(server));
  });
});

describe("tombstones", () => {
  /** Everything purged; `laptop` has last been seen before that. */
  async function aPurge() {
    const member = await practice.somebodyElse();
    const record = await aRecord(member);
    const laptop = aReferenceDevice(member);
    await laptop.settles();
    await deleteBoth(record);
    later = 31 * DAY;
    await tidies();
    return { member, laptop, ...record };
  }
  const tombstones = async (member: Member) =>
    [...(await rowsOf(member)).values()].filter((row) => row["purgedAt"]).length;

  test("wait for every device that was seen in 90 days; then a cursor below the last of them begins anew", async () => {
    const { member, laptop, phone } = await aPurge();
    await phone.settles();
    await tidies();
    expect(await tombstones(member)).toBeGreaterThan(5);
    expect(await headOf(member)).toMatchObject({ horizon: 0 });

    const behind = laptop.cursor;
    later = 89 * DAY;
    await phone.settles();
    await tidies();
    expect(await tombstones(member)).toBeGreaterThan(5);

    later = 91 * DAY;
    await catchesUp(phone);
    await tidies();
    expect(await tombstones(member)).toBe(0);
    const { horizon } = await headOf(member);
    expect(horizon).toBeGreaterThan(behind?.version ?? 0);

    expect(await laptop.exchanges()).toMatchObject({ reset: "horizon" });
    await laptop.settles();
    expect(contentsOf(laptop.rows)).toEqual(contentsOf(await rowsOf(member)));
    expect(await phone.exchanges()).toMatchObject({ reset: null });
  });

  test("L5 a cursor exactly at the horizon has seen them all, one below it has not", async () => {
    const { member, phone } = await aPurge();
    await phone.settles();
    later = 130 * DAY;
    await catchesUp(phone);
    await tidies();
    const { horizon } = await headOf(member);
    const stamps = await readAs(practice.services.db, member.accountId, (tx) =>
      tx.version.findMany({ where: { version: { in: [horizon - 1, horizon] } }, orderBy: { version: "asc" } }),
    );
    const asked = async (index: number) => {
      const { version = 0, stamp = "" } = stamps[index] ?? {};
      const request = { ...aReferenceDevice(member).request(), cursor: { version, stamp } };
      return (await member.caller.sync.exchange(request)) as { reset: string | null };
    };
    expect(stamps).toHaveLength(2);
    expect((await asked(1)).reset).toBeNull();
    expect((await asked(0)).reset).toBe("horizon");
  });

  test("after 400 days they wait for nobody", async () => {
    const { member, laptop } = await aPurge();
    later = 200 * DAY;
    // It keeps in touch without ever taking anything in.
    await member.caller.sync.exchange(laptop.request());
    await tidies();
    expect(await tombstones(member)).toBeGreaterThan(5);
    later = 432 * DAY;
    await member.caller.sync.exchange(laptop.request());
    await tidies();
    expect(await tombstones(member)).toBe(0);
  });

  test("a new device gets through a large account below the horizon, page by page", async () => {
    const { member, phone } = await aPurge();
    phone.does(Array.from({ length: 1_400 }, () => aClient()));
    await phone.settles();
    const last = aClient();
    const [mid = ""] = phone.does([last]);
    await phone.settles();
    phone.does([remove("client", last.args.id, [{ changed: { mid } }])]);
    await phone.settles();
    later += 31 * DAY;
    await tidies();
    later += 200 * DAY;
    await catchesUp(phone);
    await tidies();
    const { horizon, version } = await headOf(member);
    expect(horizon).toBe(version);

    const fresh = aReferenceDevice(member);
    const first = await fresh.exchanges();
    expect(first).toMatchObject({ more: true, reset: null });
    expect(first.cursor.version).toBeLessThan(horizon);
    expect(await fresh.exchanges()).toMatchObject({ more: false, reset: null });
    expect(contentsOf(fresh.rows)).toEqual(contentsOf(await rowsOf(member)));

    // One that had begun before, and was away so long that more was removed meanwhile, may have missed that.
    const slow = aReferenceDevice(member);
    await slow.exchanges();
    const next = aClient();
    const [made = ""] = phone.does([next]);
    await phone.settles();
    phone.does([remove("client", next.args.id, [{ changed: { mid: made } }])]);
    await phone.settles();
    later += 31 * DAY;
    await tidies();
    later += 100 * DAY;
    await catchesUp(phone);
    await tidies();
    expect(await slow.exchanges()).toMatchObject({ reset: "horizon" });
    await slow.settles();
    expect(contentsOf(slow.rows)).toEqual(contentsOf(await rowsOf(member)));
  });
});

describe("the log", () => {
  test("drops arguments after 30 days, answers as before, and can be folded from there", async () => {
    const member = await practice.somebodyElse();
    const { phone, clientId } = await aRecord(member);
    const old = { ...phone.request(), cursor: null, mutations: [] };
    const again = aReferenceDevice(member);
    again.does([aClient(), { name: "client.restore", args: { id: anId() } }]);
    const sent = again.request();
    const said = await again.exchanges();
    const from = await nowOf(member);

    later = 30 * DAY + 60_000;
    phone.does([
      { name: "client.change", args: { id: clientId, changes: { pronouns: { value: "they", over: null } } } },
    ]);
    await phone.settles();
    await tidies();
    await expect(foldLog(practice.services, member.accountId)).rejects.toThrow(/were dropped/);
    const fold = await foldLog(practice.services, member.accountId, undefined, from);
    expect(contentsOf(fold)).toEqual(contentsOf(await rowsOf(member)));

    expect((await member.caller.sync.exchange(sent)) as object).toMatchObject({ results: said.results });
    const [first, ...rest] = sent.mutations;
    const forged = { ...sent, mutations: [{ ...first, args: aClient().args }, ...rest] } as typeof sent;
    expect(await member.caller.sync.exchange(forged)).toMatchObject({ results: [{ status: "cloned" }] });
    expect(await member.caller.sync.exchange(old)).toMatchObject({ reset: null });
  });

  test("forgets stamps that nobody can hold after 400 days; who comes back then begins anew, and nothing was forked", async () => {
    const member = await practice.somebodyElse();
    const { phone } = await aRecord(member);
    const away = aReferenceDevice(member);
    await away.settles();
    later = 10 * DAY;
    phone.does([aClient()]);
    await phone.settles();
    later = 401 * DAY;
    await catchesUp(phone);
    await tidies();
    const versions = await readAs(practice.services.db, member.accountId, (tx) => tx.version.findMany());
    expect(versions.map(({ version }) => version)).toEqual([phone.cursor?.version]);
    expect(await phone.exchanges()).toMatchObject({ reset: null });
    expect(await away.exchanges()).toMatchObject({ reset: "horizon" });
    await away.settles();
    expect(contentsOf(away.rows)).toEqual(contentsOf(await rowsOf(member)));
  });
});

test("the database in memory is tidied alike", async () => {
  const accountId = anId();
  const database = memoryDatabase({ random: randomBytes, clock });
  database.addAccount(accountId);
  const parts = { storage: database.connect(), bus: makeBus(), clock, log: () => {} };
  const member = {
    accountId,
    caller: { sync: { exchange: (request: Parameters<typeof exchange>[2]) => exchange(parts, accountId, request) } },
  } as unknown as Member; // what a reference device needs of one
  const record = await aRecord(member);
  const away = aReferenceDevice(member);
  await away.settles();
  await deleteBoth(record);
  const services = { ...parts, random: randomBytes, draining: new AbortController().signal };
  later = 31 * DAY;
  await tidy(services);
  const purged = [...database.look(accountId).rows.values()].filter((row) => row["purgedAt"]);
  expect(purged.length).toBeGreaterThan(5);
  expect(JSON.stringify([...database.look(accountId).rows])).not.toContain(NEEDLE);
  await record.phone.settles();
  later = 130 * DAY;
  await catchesUp(record.phone);
  await tidy(services);
  const looked = database.look(accountId);
  expect([...looked.rows.values()].filter((row) => row["purgedAt"])).toEqual([]);
  expect(looked.log.every(({ args }) => args === null)).toBe(true);
  expect(looked.head.horizon).toBeGreaterThan(away.cursor?.version ?? 0);
  expect(await away.exchanges()).toMatchObject({ reset: "horizon" });
  await away.settles();
  expect(contentsOf(away.rows)).toEqual(contentsOf(looked.rows));
});
