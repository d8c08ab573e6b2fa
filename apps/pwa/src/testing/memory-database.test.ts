import fc from "fast-check";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, test } from "vitest";

import { boxOver, cacheOver, cacheTables } from "../local/databases.ts";
import type { BoxDatabase, CacheDatabase, LocalRows, LocalTable } from "../local/local-database.ts";
import { memoryDisk, type Reach } from "./memory-database.ts";

const ACCOUNT = "account";

type Databases = { box: BoxDatabase; cache: CacheDatabase };

async function overDexie(): Promise<Databases> {
  const place = { dexie: { indexedDB: new IDBFactory(), IDBKeyRange }, isUsed: async () => false };
  return opened({ box: boxOver(place, ACCOUNT), cache: cacheOver(place, ACCOUNT) });
}

async function inMemory(reach?: Reach): Promise<Databases> {
  const connection = memoryDisk().connect(reach);
  return opened({ box: connection.openBox(ACCOUNT), cache: connection.openCache(ACCOUNT) });
}

async function opened(both: Databases): Promise<Databases> {
  await Promise.all([both.box.open(), both.cache.open()]);
  return both;
}

test("the memory has the tables that the browser's cache has", async () => {
  const { cache } = await inMemory();
  expect([...cache.all].toSorted()).toEqual(Object.keys(cacheTables()).toSorted());
});

// ── random work ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Op = { what: number; id: number; other: number; ver: number };
const op = fc.record({ what: fc.nat(17), id: fc.nat(4), other: fc.nat(2), ver: fc.nat(5) });
const works = fc.array(fc.record({ fails: fc.boolean(), isOne: fc.boolean(), ops: fc.array(op, { maxLength: 6 }) }), {
  maxLength: 12,
});
const sealed = new Uint8Array([1, 2, 3]);

/** Does one thing to both kinds of tables; resolves with what there was to see. */
async function doIt({ cache }: Databases, { what, id, other, ver }: Op): Promise<unknown> {
  const updates = cache.rows("note-update");
  const row = { id: `u${id}`, noteId: `n${other}`, madeAt: ver, ver, sealed };
  const seen = { noun: "client", id: `c${id}`, seq: ver, sealed } as const;
  const asked: LocalRows<unknown>[] = [
    updates.where("noteId").equals(`n${other}`),
    updates.where("[noteId+ver]").between([`n${other}`, ver], [`n${other}`, Infinity], false, true),
    updates.orderBy("madeAt").limit(id + 1),
    updates.where("madeAt").above(ver).reverse(),
  ].map((rows) => rows as LocalRows<unknown>);
  const rows = asked[id % asked.length];
  switch (what) {
    case 0:
    case 1:
      return updates.put(row).then(() => null);
    case 2:
      // Outside of a transaction Dexie keeps the rows that were new; nobody does that here.
      return cache
        .transaction("rw", ["note-update"], async () => updates.bulkAdd([row, { ...row, id: `v${ver}` }]))
        .then(() => null);
    case 3:
      return updates.bulkPut([row, { ...row, id: `v${ver}`, ver: ver + 1 }]).then(() => null);
    case 4:
      return updates.delete(row.id);
    case 5:
      return updates.bulkDelete([row.id, `v${ver}`]);
    case 6:
      return id === 0 ? updates.clear() : null;
    case 7:
      return updates.count();
    case 8:
      return updates.toArray();
    case 9:
      return updates.get(row.id);
    case 10:
      return rows?.toArray();
    case 11:
      return rows?.count();
    case 12:
      return rows?.first();
    case 13:
      return rows?.filter((found) => (found as { ver: number }).ver % 2 === 0).toArray(); // rows of that table
    case 14:
      return id < 2
        ? updates
            .where("[noteId+ver]")
            .between([`n${other}`, 0], [`n${other}`, ver], true, true)
            .delete()
        : null;
    case 15:
      return cache.view.put(seen).then(() => null);
    case 16:
      return cache.view.get(["client", seen.id]);
    default:
      return cache.view.where("noun").equals("client").toArray();
  }
}

async function tried(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch {
    return "refused";
  }
}

test("the memory answers as IndexedDB does, whatever it is asked", { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(works, async (all) => {
      const both = [await overDexie(), await inMemory()];
      for (const { fails, isOne, ops } of all) {
        const [real, memory] = await Promise.all(
          both.map(async (databases) => {
            if (!isOne) {
              const found: unknown[] = [];
              for (const each of ops) found.push(await tried(() => doIt(databases, each)));
              return found;
            }
            return tried(() =>
              databases.cache.transaction("rw", databases.cache.all, async () => {
                const found: unknown[] = [];
                for (const each of ops) found.push(await doIt(databases, each));
                if (fails) throw new Error("taken back");
                return found;
              }),
            );
          }),
        );
        expect(memory).toEqual(real);
      }
      const [real, memory] = await Promise.all(both.map(everything));
      expect(memory).toEqual(real);
      for (const { box, cache } of both) {
        box.close();
        cache.close();
      }
    }),
    { numRuns: 60 },
  ),
);

async function everything({ cache }: Databases): Promise<unknown> {
  const tables: LocalTable<never, never>[] = [cache.rows("note-update"), cache.view, cache.meta].map(
    (table) => table as unknown as LocalTable<never, never>, // only read
  );
  return Promise.all(tables.map((table) => table.toArray()));
}

// ── transactions ────────────────────────────────────────────────────────────────────────────────────────────────────

test("transactions over the same tables come one after the other", async () => {
  const { box } = await inMemory();
  await box.meta.put({ name: "device", id: "d", nextSeq: 1 });
  const next = () =>
    box.transaction("rw", ["meta"], async () => {
      const meta = await box.meta.get("device");
      if (meta) await box.meta.put({ ...meta, nextSeq: meta.nextSeq + 1 });
    });
  await Promise.all(Array.from({ length: 20 }, next));
  expect((await box.meta.get("device"))?.nextSeq).toBe(21);
});

test("a transaction that waits for anything but its database is over, as in a browser", async () => {
  for (const make of [overDexie, inMemory]) {
    const { box } = await make();
    const outcome = box.transaction("rw", ["meta"], async () => {
      await box.meta.put({ name: "device", id: "d", nextSeq: 1 });
      await new Promise((resolve) => setTimeout(resolve, 20));
      await box.meta.put({ name: "device", id: "d", nextSeq: 2 });
    });
    await expect(outcome).rejects.toThrow();
    box.close();
  }
});

test("a tab that is gone before a transaction is complete leaves nothing of it", async () => {
  const due: (() => void)[] = [];
  const disk = memoryDisk();
  const connection = disk.connect({ step: (_label, work) => void due.push(work), afterwards: setImmediate });
  const box = connection.openBox(ACCOUNT);
  const goOn = async () => {
    due.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  void box.open();
  await goOn();
  let isSaid = false;
  void box
    .transaction("rw", ["meta"], () => box.meta.put({ name: "device", id: "d", nextSeq: 1 }))
    .then(() => (isSaid = true));
  await goOn(); // written, not complete
  expect(disk.committed("box", ACCOUNT, "meta")).toEqual([]);
  connection.end();
  while (due.length > 0) await goOn();
  expect(isSaid).toBe(false);
  expect(disk.committed("box", ACCOUNT, "meta")).toEqual([]);
});

test("a full disk takes the whole transaction back", async () => {
  let isFull = false;
  const disk = memoryDisk();
  const connection = disk.connect({
    step: (_label, work) => queueMicrotask(work),
    afterwards: setImmediate,
    fault: () => (isFull ? "quota" : undefined),
  });
  const box = connection.openBox(ACCOUNT);
  await box.open();
  const writing = box.transaction("rw", ["meta", "outbox"], async () => {
    await box.meta.put({ name: "device", id: "d", nextSeq: 1 });
    isFull = true;
    await box.outbox.put({ seq: 1, mid: "m", sent: 0, sealed });
  });
  await expect(writing).rejects.toMatchObject({ name: "QuotaExceededError" });
  expect(disk.committed("box", ACCOUNT, "meta")).toEqual([]);
});
