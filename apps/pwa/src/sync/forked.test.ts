import type { Act } from "@cliently/api/domain/catalogue";
import { ExchangeReply } from "@cliently/api/domain/protocol";
import { aClient, anEdit, anId, aNote, contentsOf } from "@cliently/api/testing";
import { expect, test, vi } from "vitest";

import type { TextRow } from "../local/local-database.ts";
import { aDevice, overDexie, type TestTab } from "../testing/a-device.ts";
import { canonicalRows, shownRows } from "../testing/inside.ts";
import { memoryDisk } from "../testing/memory-database.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { aProfile, type Profile } from "../testing/world.ts";
import { apply } from "./apply.ts";
import { cacheState, deviceId } from "./device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";

test("after a restored backup a device brings back everything it had seen, its own and others', and nothing doubles", async () => {
  const server = aMemoryServer();
  const [phone, laptop] = [await opened(server), await opened(server)];
  const client = aClient({ givenName: "Before" });
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(phone.tab.device, [client, note]);
  await settled(phone, laptop);
  const restore = server.backup();

  await mutate(phone.tab.device, [anEdit(note.args.id, "on the phone")]);
  await mutate(laptop.tab.device, [aClient({ givenName: "Laptops" }), anEdit(note.args.id, "on the laptop")]);
  await settled(phone, laptop, phone);
  const before = contentsOf(server.rows());
  restore();
  expect(contentsOf(server.rows())).not.toEqual(before);

  // Only the phone comes back at first, and something waits on it.
  await mutate(phone.tab.device, [anEdit(note.args.id, "after the backup")]);
  await settled(phone);
  for (const words of ["on the phone", "on the laptop", "Laptops", "after the backup"])
    expect(text(server.rows())).toContain(words);
  await settled(laptop, phone, laptop);

  expect(text(server.rows()).split("on the phone")).toHaveLength(2);
  for (const { tab } of [phone, laptop]) {
    expect(contentsOf(await shownRows(tab.device))).toEqual(contentsOf(server.rows()));
    expect(sorted(await canonicalRows(tab.device))).toEqual(sorted(server.rows()));
    expect(await tab.device.box.outbox.count()).toBe(0);
    expect(await tab.device.box.quarantine.count()).toBe(0);
    tab.device.close();
  }
});

test("an open note goes on in the history of a restored backup, where versions begin again lower", async () => {
  const server = aMemoryServer();
  const [phone, laptop] = [await opened(server), await opened(server, aProfile(memoryDisk()))];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(laptop.tab.device, [client, note]);
  await settled(laptop, phone);
  const restore = server.backup();
  for (const words of ["one", "two", "three"]) {
    await mutate(laptop.tab.device, [anEdit(note.args.id, words)]);
    await settled(laptop);
  }
  const editor = await openNoteText(laptop.tab.device, note.args.id, { isOffline: () => false });
  restore();
  await mutate(phone.tab.device, [anEdit(note.args.id, "on the phone")]);
  await settled(phone, laptop);

  await vi.waitFor(() => expect(editor.doc.getXmlFragment("section:body").toJSON()).toContain("on the phone"));
  await editor.close();
  for (const { tab } of [phone, laptop]) tab.device.close();
});

test("a backup that comes back a second time, just after a device has given back what it knew, costs nothing", async () => {
  const server = aMemoryServer();
  const [phone, laptop] = [await opened(server), await opened(server)];
  const restore = server.backup();
  await mutate(laptop.tab.device, [aClient({ givenName: "Seen on the phone" })]);
  await settled(laptop, phone);
  laptop.tab.device.close();
  restore();
  await exchange(phone.tab.device, phone.fence);
  expect(server.rows().size).toBe(1);

  restore();
  expect(server.rows().size).toBe(0);
  await settled(phone);
  expect(JSON.stringify([...server.rows().values()])).toContain("Seen on the phone");
  expect(await canonicalRows(phone.tab.device)).toEqual(server.rows());
  phone.tab.device.close();
});

test("news of the old history that come in while a device goes back are given back too", async () => {
  const server = aMemoryServer();
  const [phone, laptop] = [await opened(server), await opened(server)];
  const restore = server.backup();
  await mutate(laptop.tab.device, [aClient()]);
  await settled(laptop, phone);
  await mutate(laptop.tab.device, [aClient({ givenName: "Told late" })]);
  await settled(laptop);
  laptop.tab.device.close();
  const { cursor: from } = await cacheState(phone.tab.device.cache);
  const { exchange: send } = phone.tab.line;
  const asked = { account: server.accountId, device: await deviceId(phone.tab.device), label: "Test", cursor: from };
  const { cursor, changes } = ExchangeReply.parse(await send({ ...asked, mutations: [], pending: 0 }));
  restore();
  phone.tab.line.exchange = async (request) => {
    const reply = await send(request);
    if (!request.rejoin) return reply;
    phone.tab.line.exchange = send;
    await apply(phone.tab.device, phone.fence, { from, cursor, changes, reset: false, acked: null });
    return reply;
  };
  await settled(phone);

  expect(JSON.stringify([...server.rows().values()])).toContain("Told late");
  expect(await canonicalRows(phone.tab.device)).toEqual(server.rows());
  phone.tab.device.close();
});

test("a device whose cache is lost before the backup comes back knows from its journal what the server has forgotten", async () => {
  const server = aMemoryServer();
  const device = aDevice(server, server);
  const before = await device.openTab();
  const fence = await device.lead(before);
  await mutate(before.device, [aClient()]);
  await settled({ tab: before, fence });
  const restore = server.backup();
  await mutate(before.device, [aClient({ givenName: "After" })]);
  await mutate(before.device, [aClient({ givenName: "The" })]);
  await settled({ tab: before, fence });
  before.device.close();
  await overDexie(before.device).cache.delete();
  restore();

  const tab = await device.openTab();
  await mutate(tab.device, [aClient({ givenName: "Backup" })]);
  await settled({ tab, fence: await device.lead(tab) });
  expect(server.rows().size).toBe(4);
  expect(await tab.device.box.outbox.count()).toBe(0);
  expect(await canonicalRows(tab.device)).toEqual(server.rows());
  tab.device.close();
});

test("L15 words typed into a waiting edit after the profile was copied are there although the copy sent that edit without them", async () => {
  const server = aMemoryServer();
  const disk = memoryDisk();
  const original = await opened(server, aProfile(disk));
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(original.tab.device, [client, note]);
  await settled(original);
  await mutate(original.tab.device, [anEdit(note.args.id, "before the copy")], { leaving: false });
  const copy = await opened(server, aProfile(disk.copy()));
  await mutate(original.tab.device, [anEdit(note.args.id, "after the copy")], { leaving: false });
  expect(await original.tab.device.box.outbox.count()).toBe(1);
  await settled(copy, original);

  const editor = await openNoteText(original.tab.device, note.args.id, { isOffline: () => false });
  const text = editor.doc.getXmlFragment("section:body").toJSON();
  await editor.close();
  for (const words of ["start", "before the copy", "after the copy"]) expect(text).toContain(words);
  expect(await canonicalRows(original.tab.device)).toEqual(server.rows());
  for (const { tab } of [original, copy]) tab.device.close();
});

test("what was acknowledged goes again under its own seq and mid, before what waits", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  await mutate(phone.tab.device, [aClient({ givenName: "One" })]);
  await settled(phone);
  const restore = server.backup();
  await mutate(phone.tab.device, [aClient({ givenName: "Two" }), aClient({ givenName: "Three" })]);
  await settled(phone);
  const before = server.log().map(({ seq, mid, device }) => ({ seq, mid, device }));
  restore();

  await mutate(phone.tab.device, [aClient({ givenName: "Four" })]);
  await settled(phone);
  const after = server.log().filter(({ device }) => device === before[0]?.device);
  expect(after.map(({ seq, mid, device }) => ({ seq, mid, device })).slice(0, 3)).toEqual(before);
  expect(after.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  phone.tab.device.close();
});

test("a mutation that was refused does not happen in the other history either", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  const client = aClient();
  await mutate(phone.tab.device, [client]);
  await settled(phone);
  const restore = server.backup();
  await mutate(phone.tab.device, [aClient({ givenName: "First" })]);
  await mutate(phone.tab.device, [client], { rehearse: false });
  await mutate(phone.tab.device, [aClient({ givenName: "Second" })]);
  await settled(phone);
  expect(await phone.tab.device.box.quarantine.count()).toBe(1);
  restore();
  await settled(phone);
  expect(
    server
      .log()
      .filter(({ name }) => name !== "history.rejoin")
      .map(({ name }) => name),
  ).toEqual(["client.create", "client.create", "nothing", "client.create"]);
  expect(await phone.tab.device.box.quarantine.count()).toBe(1);
  phone.tab.device.close();
});

test("with a hole in its journal a device goes on as another, and all of it arrives once", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  await mutate(phone.tab.device, [aClient({ givenName: "One" })]);
  await settled(phone);
  const restore = server.backup();
  await mutate(phone.tab.device, [aClient({ givenName: "Two" }), aClient({ givenName: "Three" })]);
  await settled(phone);
  const { box } = phone.tab.device;
  const id = (await box.meta.get("device"))?.id;
  const [, second] = await box.journal.toArray();
  await box.journal.delete(second?.seq ?? 0);
  restore();
  await mutate(phone.tab.device, [aClient({ givenName: "Four" })]);
  await settled(phone);
  expect((await box.meta.get("device"))?.id).not.toBe(id);
  for (const name of ["One", "Two", "Three", "Four"]) expect(text(server.rows()).split(name)).toHaveLength(2);
  expect(await box.outbox.count()).toBe(0);
  expect(await box.quarantine.count()).toBe(0);
  phone.tab.device.close();
});

test("coming back from a restored backup may break off anywhere and is done again", async () => {
  for (let breaks = 1; breaks < 9; breaks++) {
    const server = aMemoryServer();
    const phone = await opened(server);
    const client = aClient({ givenName: "Before" });
    const note = aNote({ clientId: client.args.id, body: "start" });
    await mutate(phone.tab.device, [client, note]);
    await settled(phone);
    const restore = server.backup();
    await mutate(phone.tab.device, [anEdit(note.args.id, "lost"), aClient({ givenName: "Lost" })]);
    await settled(phone);
    restore();
    await mutate(phone.tab.device, [anEdit(note.args.id, "waiting")]);

    // The n-th step of any kind is the last one that this tab lives to see.
    let left = breaks;
    const dying = () => {
      if (--left <= 0) throw new Error("the tab is gone");
    };
    const { device, line } = phone.tab;
    const { exchange: send } = line;
    line.exchange = async (request) => {
      dying();
      const reply = await send(request);
      dying();
      return reply;
    };
    const dead = {
      ...device,
      box: { ...device.box, transaction: cut(device.box.transaction, dying) },
      cache: { ...device.cache, transaction: cut(device.cache.transaction, dying) },
    };
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(dead, phone.fence).catch(() => "dead");

    line.exchange = send;
    await settled(phone);
    for (const words of ["lost", "Lost", "waiting"]) expect(text(server.rows())).toContain(words);
    expect(contentsOf(await shownRows(device))).toEqual(contentsOf(server.rows()));
    expect(await device.box.quarantine.count()).toBe(0);
    expect(await device.box.outbox.count()).toBe(0);
    device.close();
  }
});

test("while a device comes back nothing vanishes from its screen", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  await mutate(phone.tab.device, [aClient({ givenName: "One" })]);
  await settled(phone);
  const restore = server.backup();
  await mutate(phone.tab.device, [aClient({ givenName: "Two" })]);
  await settled(phone);
  restore();
  const { line, device } = phone.tab;
  const { exchange: send } = line;
  let looks = 0;
  line.exchange = async (request) => {
    expect(text(await shownRows(device))).toContain("Two");
    looks++;
    return send(request);
  };
  await settled(phone);
  expect(looks).toBeGreaterThan(2);
  expect(text(await shownRows(device))).toContain("Two");
  device.close();
});

test("what is built anew in several pages stays in sight until the last, and what is no longer there goes then", async () => {
  const server = aMemoryServer({ pageBytes: 2_000 });
  const phone = await opened(server);
  const { cache } = phone.tab.device;
  for (let count = 0; count < 5; count++) {
    await mutate(phone.tab.device, [aClient(), aClient()]);
    await settled(phone);
  }
  const [first] = await cache.rows("client").toArray();
  if (first) await cache.rows("client").put({ ...first, id: anId() });
  await cache.meta.put({ ...(await cacheState(cache)), cursor: null, trail: [] });

  expect(await exchange(phone.tab.device, phone.fence)).toBe("more");
  expect(await cache.rows("client").count()).toBe(11);
  await settled(phone);
  expect(await canonicalRows(phone.tab.device)).toEqual(server.rows());
  phone.tab.device.close();
});

test("L5 what was folded here outlasts pages of what is merely new, whoever folded it, and none that build the cache anew", async () => {
  const server = aMemoryServer({ pageBytes: 2_000 });
  const [phone, laptop] = [await opened(server), await opened(server)];
  const { device } = phone.tab;
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  const { id } = note.args;
  await mutate(device, [client, note]);
  await settled(phone);
  const pagesOfNews = async () => {
    for (let count = 0; count < 5; count++) await does(laptop, aClient(), aClient());
    expect(await exchange(device, phone.fence)).toBe("more");
    await settled(phone);
  };
  const anew = async () => {
    const state = await cacheState(device.cache);
    await device.cache.meta.put({ ...state, cursor: null, trail: [] });
    expect(await exchange(device, phone.fence)).toBe("more");
    await settled(phone);
  };
  await pagesOfNews();
  await anew();

  await does(phone, anEdit(id, "folded here"));
  await fold(phone, id);
  expect((await device.cache.text.get(id))?.era).toBe(1);
  await pagesOfNews();
  expect(text(await shownRows(device))).toContain("folded here");

  const { era: _, ...undated } = (await device.cache.text.get(id)) ?? {};
  await device.cache.text.put(undated as TextRow); // as earlier builds folded it
  await pagesOfNews();
  expect(text(await shownRows(device))).toContain("folded here");

  // In a history that comes back all other rows are there again, so that none is older, and the last words are not.
  const restore = server.backup();
  await does(laptop, anEdit(id, "afterwards"));
  await settled(phone);
  await fold(phone, id);
  restore();
  await anew();
  expect(text(await shownRows(device))).not.toContain("afterwards");
  expect(await canonicalRows(device)).toEqual(server.rows());
  for (const { tab } of [phone, laptop]) tab.device.close();
});

test("the journal forgets what is older than 30 days, and never its newest thousand", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  const { box } = phone.tab.device;
  const sealed = new Uint8Array(1);
  const old = Array.from({ length: 1_050 }, (_, index) => {
    const seq = index + 1;
    return { seq, mid: `m${index}`, version: 1, sealed, device: "before", at: seq, when: 0 };
  });
  await box.journal.bulkPut(old);
  await mutate(
    phone.tab.device,
    Array.from({ length: 150 }, () => aClient()),
    { rehearse: false },
  );
  await settled(phone);
  const kept = await box.journal.toArray();
  expect(kept.at(-1)).toMatchObject({ seq: 1_200, at: 150 });
  expect(kept.length).toBeLessThan(1_200);
  expect(kept.length).toBeGreaterThanOrEqual(1_000);
  phone.tab.device.close();
});

test("the trail of places stays short, keeps the newest, and reaches back to the beginning", async () => {
  const server = aMemoryServer();
  const phone = await opened(server);
  for (let count = 0; count < 150; count++) {
    await mutate(phone.tab.device, [aClient()], { rehearse: false });
    await settled(phone);
  }
  const { trail, cursor } = await cacheState(phone.tab.device.cache);
  const versions = trail.map(({ version }) => version);
  expect(versions.length).toBeLessThanOrEqual(64);
  expect(versions.slice(-10)).toEqual(Array.from({ length: 10 }, (_, index) => (cursor?.version ?? 0) - 10 + index));
  expect(versions[0]).toBeLessThan(60);
  phone.tab.device.close();
});

async function does({ tab, fence }: Opened, ...acts: Act[]): Promise<void> {
  await mutate(tab.device, acts);
  await settled({ tab, fence });
}

/** Folds what is loose of a note, by opening it. */
async function fold({ tab }: Opened, noteId: string): Promise<void> {
  await (await openNoteText(tab.device, noteId, { isOffline: () => true, loose: 1 })).close();
}

type Opened = { tab: TestTab; fence: string };

async function opened(server: ReturnType<typeof aMemoryServer>, profile?: Profile): Promise<Opened> {
  const device = aDevice(server, server, profile && { profile });
  const tab = await device.openTab();
  return { tab, fence: await device.lead(tab) };
}

async function settled(...devices: Opened[]): Promise<void> {
  for (const { tab, fence } of devices)
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, fence);
}

/** A transaction after which, or before which, the tab may be gone. */
function cut<T extends TestTab["device"]["box"]["transaction"]>(transaction: T, dying: () => void): T {
  return (async (mode: "r" | "rw", tables: string[], work: () => Promise<unknown>) => {
    if (mode === "rw") dying();
    const result = await transaction(mode, tables, work);
    if (mode === "rw") dying();
    return result;
  }) as T; // the same function with a step before and after
}

function text(rows: Map<string, unknown>): string {
  return JSON.stringify(contentsOf(rows as Parameters<typeof contentsOf>[0]));
}

function sorted(rows: Map<string, unknown>): [string, unknown][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
