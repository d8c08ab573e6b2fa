import { randomBytes } from "node:crypto";

import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";

import { nounNames } from "../domain/layout.ts";
import type { ExchangeReply, ExchangeRequest } from "../domain/protocol.ts";
import { makeBus } from "../sync/bus.ts";
import { exchange } from "../sync/exchange.ts";
import type { NewLogEntry, Put, SyncStorage, SyncWrites } from "../sync/storage.ts";
import {
  aClient,
  anId,
  aPractice,
  answered,
  aReferenceDevice,
  aWorld,
  Busy,
  foldEntries,
  histories,
  memoryDatabase,
  play,
  serverRows,
  settle,
  type MemoryDatabase,
  type MemoryStorage,
  type Peer,
  type Practice,
} from "./index.ts";

/** How many histories both databases are put to; more by LAW_RUNS. */
const RUNS = Number(process.env["LAW_RUNS"] ?? 10);

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("any history gets the same answers from the database in memory as from Postgres, and leaves the same rows", async () => {
  await fc.assert(
    fc.asyncProperty(histories(), async (steps) => {
      const { accountId } = await practice.somebodyElse();
      const database = await likePostgres(accountId);
      const peer = bothAtOnce(accountId, practice.services.storage, database.connect());
      const world = aWorld(peer);
      await play(peer, world, steps);
      await settle(world);
      const looked = database.look(accountId);
      expect(looked.rows).toEqual(await serverRows(practice.services, accountId));
      expect(looked.rows).toEqual(await foldEntries(looked.log));
      await haveSameDigests(accountId, database.connect());
    }),
    { numRuns: RUNS },
  );
});

test("any statements say the same in both, within savepoints that break and transactions that are taken back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(transactions, { minLength: 2, maxLength: 8 }), async (all) => {
      const { accountId } = await practice.somebodyElse();
      const database = await likePostgres(accountId);
      const ids = Array.from({ length: 12 }, () => anId());
      const storages = [practice.services.storage, database.connect()];
      for (const transaction of all) {
        const [postgres, memory] = await Promise.all(
          storages.map((storage) => saysOf(storage, accountId, ids, transaction)),
        );
        expect(memory).toEqual(postgres);
      }
      expect(database.look(accountId).rows).toEqual(await serverRows(practice.services, accountId));
      await haveSameDigests(accountId, database.connect());
    }),
    { numRuns: RUNS },
  );
});

/** A database in memory for an account that is in Postgres as well. */
async function likePostgres(accountId: string): Promise<MemoryDatabase> {
  const { digestKey } = await practice.services.keys.of(accountId);
  const database = memoryDatabase({ random: randomBytes, digestKey: Buffer.from(digestKey).toString("base64") });
  database.addAccount(accountId);
  return database;
}

async function haveSameDigests(accountId: string, memory: MemoryStorage): Promise<void> {
  const said = (storage: SyncStorage) =>
    storage.read(accountId, async (tx) => {
      const buckets = await Promise.all([tx.bucket(1, nounNames), tx.bucket(62, nounNames)]);
      const inOrder = buckets.map((rows) => rows.toSorted((a, b) => (a.noun + a.id < b.noun + b.id ? -1 : 1)));
      return { sums: await tx.digests(nounNames), some: await tx.digests(["client", "note"]), inOrder };
    });
  expect(await said(memory)).toEqual(await said(practice.services.storage));
}

test("a read is of one moment, whatever is committed meanwhile", async () => {
  const { accountId, storage } = anAccount();
  const first = aRow();
  await storage.write(accountId, (tx) => tx.put([first]));
  await storage.read(accountId, async (tx) => {
    await storage.write(accountId, (other) =>
      other.put([aRow(), { ...first, row: { ...first.row, givenName: "later" } }]),
    );
    expect(await tx.head()).toMatchObject({ version: 1 });
    expect((await tx.page(0)).changes).toMatchObject([{ version: 1, row: { givenName: "Marigold" } }]);
  });
  expect((await storage.read(accountId, (tx) => tx.page(0))).changes).toHaveLength(2);
});

test("writers of an account wait for each other; those of another do not", async () => {
  const { accountId, database, storage } = anAccount();
  const other = anId();
  database.addAccount(other);
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const slow = storage.write(accountId, async (tx) => {
    await gate.promise;
    await tx.put([aRow()]);
    order.push("first");
  });
  const waits = storage.write(accountId, async (_, at) => void order.push(`second at ${at.version}`));
  await storage.write(other, async () => void order.push("other"));
  gate.resolve();
  await Promise.all([slow, waits]);
  expect(order).toEqual(["other", "first", "second at 2"]);
});

test("a process that dies leaves nothing of its open transaction, and holds up nobody", async () => {
  const { accountId, database, storage } = anAccount();
  const reached = Promise.withResolvers<void>();
  const dying = storage.write(accountId, async (tx) => {
    await tx.put([aRow()]);
    reached.resolve();
    await tx.head();
    await tx.put([aRow()]);
    throw new Error("it went on");
  });
  await reached.promise;
  storage.crash();
  const next = database.connect();
  expect(await next.write(accountId, async (_, at) => at.version)).toBe(1);
  expect(await Promise.race([dying, Promise.resolve("silence")])).toBe("silence");
  expect(database.look(accountId).rows.size).toBe(0);
});

test("a database restored from a backup knows no stamp of what came after, and goes on from there", async () => {
  const { accountId, database, storage } = anAccount();
  const [kept, lost] = [aRow(), aRow()];
  await storage.write(accountId, (tx) => tx.put([kept]));
  const backup = database.snapshot();
  await storage.write(accountId, (tx) => tx.put([lost]));
  const before = database.look(accountId).head;
  database.restore(backup);
  expect([...database.look(accountId).rows.keys()]).toEqual([`client|${kept.id}`]);
  await storage.write(accountId, (tx) => tx.put([aRow()]));
  expect(database.look(accountId).head).toMatchObject({ version: before.version });
  expect(database.look(accountId).head.stamp).not.toBe(before.stamp);
  expect((await storage.read(accountId, (tx) => tx.page(1))).changes).toHaveLength(1);
});

test("a busy step takes the transaction back and may be tried again; a broken statement only its savepoint", async () => {
  const { accountId, database } = anAccount();
  let fails: Error | null = null;
  const storage = database.connect(async (name) => {
    if (name === "put" && fails) throw fails;
  });
  fails = new Busy();
  const busy = storage.write(accountId, (tx) => tx.savepoint(() => tx.put([aRow()])));
  await expect(busy.catch((error: unknown) => storage.isTransient(error))).resolves.toBe(true);
  fails = new Error("division by zero");
  const broken = await storage.write(accountId, (tx) => tx.savepoint(() => tx.put([aRow()])));
  expect(broken).toEqual({ broken: fails });
  expect(database.look(accountId)).toMatchObject({ head: { version: 1 }, rows: new Map() });
});

test("nothing that goes in or comes out is shared", async () => {
  const { accountId, storage } = anAccount();
  const put = aRow();
  await storage.write(accountId, (tx) => tx.put([put]));
  put.row.givenName = "changed outside";
  const read = () => storage.read(accountId, (tx) => tx.get("client", put.id));
  const row = await read();
  if (row) row.givenName = "changed outside";
  expect(await read()).toMatchObject({ givenName: "Marigold" });
});

test("a device over the database in memory works as over any", async () => {
  const { accountId, storage } = anAccount();
  const exchanges = (request: ExchangeRequest) => exchange(partsOver(storage, Date.now), accountId, request);
  const phone = aReferenceDevice({ accountId, caller: { sync: { exchange: exchanges } } });
  phone.does([aClient()]);
  await phone.settles();
  expect(phone.rows.size).toBe(1);
});

function anAccount() {
  const accountId = anId();
  const database = memoryDatabase({ random: randomBytes });
  database.addAccount(accountId);
  return { accountId, database, storage: database.connect() as MemoryStorage };
}

function partsOver(storage: SyncStorage, clock: () => number) {
  return { storage, clock, bus: makeBus(), log: () => {} };
}

/** A server that asks both databases one request after the other, and makes sure that they agree but for their stamps. */
function bothAtOnce(accountId: string, postgres: SyncStorage, memory: SyncStorage): Peer {
  const stamps = new Map<string, string>();
  let line: Promise<unknown> = Promise.resolve();

  async function ask(request: ExchangeRequest): Promise<ExchangeReply> {
    const now = Date.now();
    const at = (storage: SyncStorage) => partsOver(storage, () => now);
    const reply = answered(await exchange(at(postgres), accountId, structuredClone(request)));
    const { cursor } = request;
    const translated = cursor && { ...cursor, stamp: stamps.get(cursor.stamp) ?? cursor.stamp };
    const same = answered(await exchange(at(memory), accountId, { ...structuredClone(request), cursor: translated }));
    stamps.set(reply.cursor.stamp, same.cursor.stamp);
    expect(comparable(same)).toEqual(comparable(reply));
    return reply;
  }
  const exchanges = (request: ExchangeRequest) => {
    const answered = line.then(() => ask(request));
    line = answered.catch(() => {});
    return answered;
  };
  return { accountId, caller: { sync: { exchange: exchanges } } };
}

function comparable({ cursor, changes, ...reply }: ExchangeReply) {
  const place = ({ version, noun, id }: ExchangeReply["changes"][number]) => `${version} ${noun} ${id}`;
  return { ...reply, version: cursor.version, changes: changes.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)) };
}

type Statement = { kind: number; pick: number; other: number };
type Transaction = { parts: { statements: Statement[]; savepoint: boolean; breaks: boolean }[]; breaks: boolean };

const transactions: fc.Arbitrary<Transaction> = fc.record({
  parts: fc.array(
    fc.record({
      statements: fc.array(fc.record({ kind: fc.nat(15), pick: fc.nat(11), other: fc.nat(11) }), { maxLength: 10 }),
      savepoint: fc.boolean(),
      breaks: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  breaks: fc.boolean(),
});

/** Everything that the statements of a transaction answered. */
async function saysOf(
  storage: SyncStorage,
  accountId: string,
  ids: string[],
  transaction: Transaction,
): Promise<unknown[]> {
  const said: unknown[] = [];
  const work = storage.write(accountId, async (tx, { version }) => {
    said.length = 0; // it may be run again
    said.push(version);
    for (const { statements, savepoint, breaks } of transaction.parts) {
      const run = async () => {
        for (const statement of statements) said.push(await say(tx, version, ids, statement));
        if (savepoint && breaks) throw new Error("broken");
      };
      if (savepoint) said.push(Object.keys(await tx.savepoint(run)));
      else await run();
    }
    if (transaction.breaks) throw new Error("taken back");
  });
  said.push(
    await work.then(
      () => "kept",
      () => "not kept",
    ),
  );
  return said;
}

async function say(tx: SyncWrites, version: number, ids: string[], { kind, pick, other }: Statement): Promise<unknown> {
  const [id, device] = [ids[pick] ?? "", ids[other] ?? ""];
  const row = (noun: Put["noun"]) => rowAt(noun, id, ids[other % 3] ?? "", other);
  if (kind === 0) return tx.put([row("client")]);
  if (kind === 1) return said(tx, () => tx.put([row("note")]));
  if (kind <= 3) return said(tx, () => tx.put([row("note-update")]));
  if (kind === 4) return tx.get("client", id);
  if (kind === 5) return tx.list("note-update", "noteId", id);
  if (kind === 6) return tx.page(Math.max(0, version - other));
  if (kind === 7) return inOrder(await tx.rowsOf(Math.max(1, version - other)));
  if (kind === 8)
    return inOrder(
      await tx.rowsAt([
        { noun: "client", id },
        { noun: "note", id: device },
      ]),
    );
  if (kind === 9) {
    const sizes = await tx.textSizes(ids);
    return sizes.map(({ noteId, updates }) => `${noteId} ${updates}`).toSorted();
  }
  if (kind === 10) return tx.loose(id, 2);
  if (kind === 11) {
    const { upto } = await tx.loose(id, 1 + other);
    return upto && said(tx, () => tx.fold(id, upto, `folded ${other}`));
  }
  if (kind === 12) return (await tx.text(id)).toSorted();
  if (kind === 13) {
    await tx.keepDevice(device, { label: `of ${pick}`, lastSeenAt: 1_700_000_000_000 + pick, pendingReported: pick });
    return [await tx.device(device), await tx.device(id), await tx.deviceLabels()];
  }
  if (kind === 14) {
    await tx.countFailure(device, pick, 1_700_000_000_000 + other, pick % 2 ? 1 : 0);
    return [await tx.failures(device, pick), await tx.failures(id, pick)];
  }
  const logged = await said(tx, () => tx.log([entryAt(device, pick, id, version)]));
  return [logged, await tx.logOf(device, [pick, other]), await tx.firstDecisions([id, device])];
}

/** A statement that may not be possible: its parent is missing, or it was logged before. */
async function said(tx: SyncWrites, work: () => Promise<void>): Promise<string[]> {
  return Object.keys(await tx.savepoint(work));
}

function inOrder(changes: { noun: string; id: string }[]) {
  return changes.toSorted((a, b) => (a.noun + a.id < b.noun + b.id ? -1 : 1));
}

function entryAt(deviceId: string, seq: number, mid: string, version: number): NewLogEntry {
  const status = seq % 2 ? "applied" : "duplicate";
  const entry = {
    deviceId,
    seq,
    mid,
    name: "nothing",
    argsV: 1,
    argsHash: new Uint8Array(32),
    status,
    code: null,
  } as const;
  return { ...entry, version, args: { seq }, madeAt: 1_700_000_000_000, receivedAt: 1_700_000_000_000 };
}

function aRow() {
  return rowAt("client", anId(), "", 0) as Extract<Put, { noun: "client" }>; // as asked for
}

function rowAt(noun: Put["noun"], id: string, parent: string, number: number): Put {
  const times = { createdAt: 1_700_000_000_000 + number, deletedAt: null };
  const rows = {
    client: { id, ...times, status: "active", ...aClient().args.fields, stamps: {}, lost: [] },
    note: { id, clientId: parent, ...times, status: "draft", startedAt: 1, template: "free", stamps: {}, lost: [] },
    "note-update": { id, noteId: parent, madeAt: number, update: `words ${number}` },
  };
  return { noun, id, row: rows[noun as keyof typeof rows] } as Put; // of the nouns above
}
