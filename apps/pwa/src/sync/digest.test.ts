import type { Act } from "@cliently/api/domain/catalogue";
import { nounNames } from "@cliently/api/domain/layout";
import {
  aClient,
  aConsent,
  anEdit,
  anId,
  aNote,
  aPractice,
  contentsOf,
  serverRows,
  tidy,
  type Practice,
} from "@cliently/api/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { aDevice, type TestDevice, type TestTab } from "../testing/a-device.ts";
import { canonicalRows, expectedRows, shownRows } from "../testing/inside.ts";
import { aTime } from "../testing/time.ts";
import { Deposed } from "./apply.ts";
import { cacheState } from "./device.ts";
import { compare, keepComparing } from "./digest.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";

const RUNS = Number(process.env["LAW_RUNS"] ?? 10);
const ALL = Array.from({ length: 64 }, (_, bucket) => bucket);

/** By how much the server's clock is ahead. */
let later = 0;
let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ clock: () => Date.now() + later });
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

type Here = { device: TestDevice; tab: TestTab; fence: string };

async function aDeviceOf(member: Awaited<ReturnType<Practice["somebodyElse"]>>): Promise<Here> {
  const device = aDevice(practice, member);
  const tab = await device.openTab();
  return { device, tab, fence: await device.lead(tab) };
}

async function does(tab: TestTab, ...acts: Act[]): Promise<void> {
  for (const act of acts) await mutate(tab.device, [act]);
}

async function settle({ tab, fence }: Here): Promise<void> {
  while ((await exchange(tab.device, fence)) !== "done");
}

/** Opening a note folds its loose updates on the device once there are many. */
async function fold({ tab }: Here, noteId: string): Promise<void> {
  const text = await openNoteText(tab.device, noteId, { isOffline: () => true });
  await text.close();
}

const repairedBy = async ({ tab }: Here) => (await cacheState(tab.device.cache)).repaired;

/** A device with a client, another client, and a note of 70 updates, all of it on the server. */
async function aKeptPractice() {
  const member = await practice.somebodyElse();
  const here = await aDeviceOf(member);
  const [client, other] = [aClient({ givenName: "Ann" }), aClient({ givenName: "Bea" })];
  const note = aNote({ clientId: client.args.id, body: "first" });
  const edits = Array.from({ length: 70 }, (_, index) => anEdit(note.args.id, `words ${index}`));
  await does(here.tab, client, other, note, ...edits);
  await settle(here);
  return { ...here, member, clientId: client.args.id, otherId: other.args.id, noteId: note.args.id };
}

type Kept = Awaited<ReturnType<typeof aKeptPractice>>;

async function isWhole({ tab, member }: Kept): Promise<void> {
  const server = contentsOf(await serverRows(practice.services, member.accountId));
  expect(contentsOf(await canonicalRows(tab.device))).toEqual(server);
}

describe("a row that the device holds otherwise than the server is found and repaired:", () => {
  test.each<[string, (kept: Kept) => Promise<void>, number]>([
    ["one that is missing", ({ tab, clientId }) => tab.device.cache.rows("client").delete(clientId), 1],
    [
      "one that the server never had",
      async ({ tab, clientId }) => {
        const row = await tab.device.cache.rows("client").get(clientId);
        const id = anId();
        if (row)
          await tab.device.cache.rows("client").put({ ...row, id, mark: `${row.mark?.slice(0, 2)}0123456789abcdef` });
      },
      1,
    ],
    [
      "one that no digest was made for",
      async ({ tab, clientId }) => {
        const { mark: _, ...row } = (await tab.device.cache.rows("client").get(clientId)) ?? {};
        await tab.device.cache.rows("client").put({ ...row, id: anId() } as never); // as a table without types would take it
      },
      1,
    ],
    [
      "one that stayed behind",
      async (kept) => {
        const before = await kept.tab.device.cache.rows("client").get(kept.clientId);
        const over = { value: "new", over: null };
        await does(kept.tab, { name: "client.change", args: { id: kept.clientId, changes: { background: over } } });
        await settle(kept);
        if (before) await kept.tab.device.cache.rows("client").put(before);
      },
      1,
    ],
    [
      "a lost update of a note",
      async ({ tab }) => {
        const [one] = await tab.device.cache.rows("note-update").toArray();
        await tab.device.cache.rows("note-update").delete(one?.id ?? "");
      },
      1,
    ],
    [
      "an update lost before the text was folded",
      async (kept) => {
        const [, one] = await kept.tab.device.cache.rows("note-update").toArray();
        await kept.tab.device.cache.rows("note-update").delete(one?.id ?? "");
        await fold(kept, kept.noteId);
        expect(await kept.tab.device.cache.text.count()).toBe(1);
      },
      1,
    ],
    [
      "a folded text that is missing",
      async (kept) => {
        await fold(kept, kept.noteId);
        await kept.tab.device.cache.text.clear();
      },
      1,
    ],
    [
      "everything",
      async ({ tab: { device } }) => {
        for (const noun of nounNames) await device.cache.rows(noun).clear();
      },
      4,
    ],
  ])("%s", async (_, breaks, count) => {
    const kept = await aKeptPractice();
    expect(await compare(kept.tab.device, kept.fence, ALL)).toBe(0);
    await breaks(kept);
    expect(await compare(kept.tab.device, kept.fence, [])).toBeGreaterThan(0);
    await isWhole(kept);
    expect(await repairedBy(kept)).toBe(count);
    expect(await compare(kept.tab.device, kept.fence, ALL)).toBe(0);
    expect(await repairedBy(kept)).toBe(count);
    kept.tab.device.close();
  });

  test("one whose content is another than its digest says, or cannot be opened, in a bucket that is opened", async () => {
    const kept = await aKeptPractice();
    const { cache, sealer } = kept.tab.device;
    const [row, other] = [await cache.rows("client").get(kept.clientId), await cache.rows("client").get(kept.otherId)];
    if (!row || !other) throw new Error("the clients are not there");
    const hidden = (await sealer.open(`client|${row.id}`, row.sealed)) as object;
    await cache
      .rows("client")
      .put({ ...row, sealed: await sealer.seal(`client|${row.id}`, { ...hidden, familyName: "X" }) });
    await cache.rows("client").put({ ...other, sealed: row.sealed });
    expect(await compare(kept.tab.device, kept.fence, [])).toBe(0);
    expect(await compare(kept.tab.device, kept.fence, ALL)).toBeGreaterThan(0);
    await isWhole(kept);
    expect(await repairedBy(kept)).toBe(2);
    kept.tab.device.close();
  });
});

test("a key for digests that is spoilt hinders no syncing, and is asked for anew", async () => {
  const here = await aKeptPractice();
  const { cache } = here.tab.device;
  await cache.meta.put({ ...(await cacheState(cache)), digestKey: new Uint8Array(74) });
  await does(here.tab, aClient({ givenName: "Meanwhile" }));
  await settle(here);
  expect(await compare(here.tab.device, here.fence)).toBeNull();
  await settle(here);
  expect(await compare(here.tab.device, here.fence, ALL)).toBe(0);
  await isWhole(here);
});

test("what waits is on top of what was repaired, and is sent as before", async () => {
  const kept = await aKeptPractice();
  const { device } = kept.tab;
  const change = { value: "waits", over: null };
  await does(kept.tab, { name: "client.change", args: { id: kept.clientId, changes: { background: change } } });
  await device.cache.rows("client").delete(kept.clientId);
  expect(await compare(device, kept.fence)).toBe(1);
  expect((await shownRows(device)).get(`client|${kept.clientId}`)).toMatchObject({
    givenName: "Ann",
    background: "waits",
  });
  expect(contentsOf(await shownRows(device))).toEqual(contentsOf(await expectedRows(device)));
  await settle(kept);
  await isWhole(kept);
  device.close();
});

test("what waits and stood on a row that should not be there is painted without it", async () => {
  const kept = await aKeptPractice();
  const { device } = kept.tab;
  const [row, id] = [await device.cache.rows("client").get(kept.clientId), anId()];
  if (!row) throw new Error("the client is not there");
  const hidden = await device.sealer.open(`client|${row.id}`, row.sealed);
  const sealed = await device.sealer.seal(`client|${id}`, hidden);
  await device.cache.rows("client").put({ ...row, id, sealed, mark: "000123456789abcdef" });
  await does(kept.tab, aConsent(id));
  expect((await shownRows(device)).size).toBe((await canonicalRows(device)).size + 1);
  expect(await compare(device, kept.fence, [])).toBe(1);
  expect((await shownRows(device)).size).toBe((await canonicalRows(device)).size);
  expect(contentsOf(await shownRows(device))).toEqual(contentsOf(await expectedRows(device)));
  device.close();
});

test("often as the server folds a text, a device that has all its updates and one that has none agree with it", async () => {
  const kept = await aKeptPractice();
  for (let round = 0; round < 4; round++) {
    await does(kept.tab, ...Array.from({ length: 64 }, (_, index) => anEdit(kept.noteId, `more ${round} ${index}`)));
    await settle(kept);
  }
  const fresh = await aDeviceOf(kept.member);
  await settle(fresh);
  for (const { tab, fence } of [kept, fresh]) {
    expect(await compare(tab.device, fence, ALL)).toBe(0);
    tab.device.close();
  }
});

test("a device that stands elsewhere, or has another leader by then, repairs nothing", async () => {
  const kept = await aKeptPractice();
  const { device } = kept.tab;
  await device.cache.rows("client").delete(kept.clientId);
  await kept.member.caller.sync.exchange({
    account: kept.member.accountId,
    device: anId(),
    label: "",
    cursor: null,
    mutations: [{ seq: 1, mid: anId(), name: "client.create", v: 1, args: aClient().args, madeAt: Date.now() }],
    pending: 1,
  });
  expect(await compare(device, kept.fence)).toBeNull();
  await settle(kept);
  await kept.device.lead(kept.tab);
  await expect(compare(device, kept.fence)).rejects.toThrow(Deposed);
  expect(await device.cache.rows("client").get(kept.clientId)).toBeUndefined();
  device.close();
});

test("rows that come in while a repair is on its way are not taken back by it", async () => {
  const kept = await aKeptPractice();
  const { device } = kept.tab;
  await device.cache.rows("client").delete(kept.otherId);
  const asks = device.world.transport.bucket;
  device.world.transport.bucket = async (request) => {
    const answer = await asks(request);
    const change = { value: "newer", over: null };
    await does(kept.tab, { name: "client.change", args: { id: kept.clientId, changes: { background: change } } });
    await settle(kept);
    return answer;
  };
  expect(await compare(device, kept.fence)).toBeNull();
  expect((await canonicalRows(device)).get(`client|${kept.clientId}`)).toMatchObject({ background: "newer" });
  device.world.transport.bucket = asks;
  expect(await compare(device, kept.fence)).toBe(1);
  await isWhole(kept);
  device.close();
});

test("L7 a device makes its digests itself: what it was told wrong, it holds wrong, and that is found", async () => {
  const member = await practice.somebodyElse();
  const writer = await aDeviceOf(member);
  await does(writer.tab, aClient({ givenName: "Ann" }), aClient({ givenName: "Bea" }));
  await settle(writer);
  const reader = await aDeviceOf(member);
  const { transport } = reader.tab.device.world;
  const asks = transport.exchange;
  transport.exchange = async (request) =>
    JSON.parse(JSON.stringify(await asks(request)).replace("Ann", "Amn")) as unknown;
  await settle(reader);
  transport.exchange = asks;
  expect(await compare(reader.tab.device, reader.fence, [])).toBe(1);
  const server = contentsOf(await serverRows(practice.services, member.accountId));
  expect(contentsOf(await canonicalRows(reader.tab.device))).toEqual(server);
  for (const { tab } of [writer, reader]) tab.device.close();
});

test("nothing is found where nothing is wrong, however devices typed, folded and heard of each other", async () => {
  const step = fc.record({ device: fc.nat(1), kind: fc.nat(6), pick: fc.nat(9) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
      const member = await practice.somebodyElse();
      const both = [await aDeviceOf(member), await aDeviceOf(member)];
      const client = aClient();
      const notes = [aNote({ clientId: client.args.id, body: "one" }), aNote({ clientId: client.args.id })];
      const [first] = both;
      if (!first) throw new Error("no device");
      await does(first.tab, client, ...notes);
      for (const one of both) await settle(one);
      for (const { device, kind, pick } of steps) {
        const here = both[device] ?? first;
        const noteId = notes[pick % 2]?.args.id ?? "";
        if (kind <= 1) {
          const edits = Array.from({ length: 40 }, (_, index) => anEdit(noteId, `words ${pick} ${index}`));
          for (const edit of edits) await mutate(here.tab.device, [edit]);
        } else if (kind === 2) {
          const change = { value: `text ${pick}`, over: null };
          await does(here.tab, {
            name: "client.change",
            args: { id: client.args.id, changes: { background: change } },
          });
        } else if (kind === 3) await fold(here, noteId);
        else if (kind <= 5) await settle(here);
        else {
          await settle(here);
          expect(await compare(here.tab.device, here.fence, ALL)).toBe(0);
        }
      }
      for (const one of [...both, await aDeviceOf(member)]) {
        await settle(one);
        await fold(one, notes[0]?.args.id ?? "");
        await settle(one);
        expect(await compare(one.tab.device, one.fence, ALL)).toBe(0);
        expect(await repairedBy(one)).toBe(0);
        one.tab.device.close();
      }
    }),
    { numRuns: RUNS },
  );
});

test("what was purged leaves the device with every word of it, folded or not, and is missed by no comparison", async () => {
  const kept = await aKeptPractice();
  const { device } = kept.tab;
  await fold(kept, kept.noteId);
  const rows = await canonicalRows(device);
  const seen = [`client|${kept.clientId}`, `note|${kept.noteId}`].map(
    (place) => (rows.get(place)?.["changed"] as { mid: string } | undefined)?.mid ?? "", // as `client.create` and `note.edit` left it
  );
  await does(kept.tab, { name: "client.delete", args: { id: kept.clientId, seen } });
  await settle(kept);
  try {
    later = 31 * 24 * 3_600_000;
    await tidy(practice.services);
    await settle(kept);
    expect([...(await canonicalRows(device)).keys()]).toEqual([`client|${kept.otherId}`]);
    expect(await compare(device, kept.fence, ALL)).toBe(0);
    await device.cache.rows("client").clear();
    expect(await compare(device, kept.fence, ALL)).toBe(1);
    expect([...(await canonicalRows(device)).keys()]).toEqual([`client|${kept.otherId}`]);
  } finally {
    later = 0;
  }
  device.close();
});

test("a leader compares soon after it leads or comes back, every ten minutes, and never after its end", async () => {
  const member = await practice.somebodyElse();
  const time = aTime();
  const device = aDevice(practice, member);
  const tab = await device.openTab(time);
  const fence = await device.lead(tab);
  await does(tab, aClient());
  while ((await exchange(tab.device, fence)) !== "done");
  let asked = 0;
  const isAsked = (times: number) => vi.waitFor(() => expect(asked).toBe(times));
  const asks = tab.device.world.transport.digest;
  tab.device.world.transport.digest = (request) => {
    asked++;
    return asks(request);
  };
  const ended = new AbortController();
  keepComparing(tab.device, fence, ended.signal);
  time.pass(4_000);
  expect(asked).toBe(0);
  time.pass(40_000);
  await isAsked(1);
  time.pass(11 * 60_000);
  await isAsked(2);
  tab.page.set({ isVisible: false });
  tab.page.set({ isVisible: true });
  time.pass(40_000);
  await isAsked(3);
  ended.abort();
  tab.page.set({ isVisible: false });
  tab.page.set({ isVisible: true });
  time.pass(60 * 60_000);
  await compare(tab.device, fence); // whatever was under way has asked by now
  expect(asked).toBe(4);
  tab.device.close();
});

test("a row that could not be opened is fetched again at once, and not over and over when that does not help", async () => {
  const time = aTime();
  const member = await practice.somebodyElse();
  const device = aDevice(practice, member);
  const tab = await device.openTab(time);
  const reader = await device.openTab(time);
  const fence = await device.lead(tab);
  const client = aClient({ givenName: "Ann" });
  await does(tab, client);
  while ((await exchange(tab.device, fence)) !== "done");
  const { id } = client.args;
  const { cache, world } = tab.device;
  const row = await cache.rows("client").get(id);
  if (!row) throw new Error("no client is here");
  const spoil = () => cache.rows("client").put({ ...row, sealed: row.sealed.map((byte) => byte ^ 255) });
  await spoil();
  let asked = 0;
  const asks = world.transport.digest;
  world.transport.digest = (request) => {
    asked++;
    return asks(request);
  };
  const ended = new AbortController();
  keepComparing(tab.device, fence, ended.signal);

  reader.device.spoilt(row.mark);
  await vi.waitFor(async () => expect((await cacheState(cache)).repaired).toBe(1));
  expect((await canonicalRows(tab.device)).get(`client|${id}`)).toMatchObject({ givenName: "Ann" });

  await spoil();
  reader.device.spoilt(row.mark);
  tab.device.spoilt(row.mark);
  await compare(tab.device, fence, []); // whatever was under way has asked by now
  expect(asked).toBe(2);
  time.pass(40_000);
  await vi.waitFor(async () => expect((await cacheState(cache)).repaired).toBe(2));

  // Without a connection nothing can be fetched; that it was tried keeps nobody from trying again.
  await spoil();
  world.transport.digest = () => {
    asked = 0;
    return Promise.reject(new Error("not reached"));
  };
  tab.device.spoilt(row.mark);
  await vi.waitFor(() => expect(asked).toBe(0));
  world.transport.digest = asks;
  await vi.waitFor(async () => {
    tab.device.spoilt(row.mark);
    expect((await cacheState(cache)).repaired).toBe(3);
  });
  await spoil();
  time.pass(40_000);
  await vi.waitFor(async () => expect((await cacheState(cache)).repaired).toBe(4));
  ended.abort();
  for (const one of [tab, reader]) one.device.close();
});
