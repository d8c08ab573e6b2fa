import { randomBytes } from "node:crypto";

import { actAs, readAs, type Tx } from "@cliently/db";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Cursor } from "../domain/protocol.ts";
import {
  aClient,
  aNote,
  anEdit,
  anId,
  aPractice,
  answered,
  aReferenceDevice,
  ask,
  aWorld,
  contentsOf,
  foldLog,
  histories,
  makeBus,
  memoryDatabase,
  play,
  serverRows,
  settle,
  type Member,
  type Peer,
  type Practice,
  type Step,
  type World,
} from "../testing/index.ts";
import { exchange } from "./exchange.ts";
import { postgresStorage } from "./postgres-storage.ts";
import type { NewLogEntry } from "./storage.ts";

/** How many histories each law is put to; more by LAW_RUNS. */
const RUNS = Number(process.env["LAW_RUNS"] ?? 6);

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ connections: 8 });
});
afterAll(() => practice[Symbol.asyncDispose]());

describe("whatever is dropped, doubled, sent at once or re-sent by a cloned device", () => {
  test("L1 no acknowledged write is lost", async () => {
    await everyHistory(async (member, world, steps) => {
      const told: string[] = [];
      await play(member, world, steps, async (device) => {
        for (const [mid, { status }] of device.results) if (status === "applied") told.push(mid);
      });
      await settle(world);
      const applied = new Set((await logOf(member)).filter(({ status }) => status === "applied").map(({ mid }) => mid));
      expect(told.filter((mid) => !applied.has(mid))).toEqual([]);
      expect(world.devices.flatMap(({ outbox }) => outbox)).toEqual([]);
      expect(contentsOf(await serverRows(practice.services, member.accountId))).toEqual(await expected(member));
    });
  });

  test("L2 each mutation takes effect exactly once", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps);
      await settle(world);
      const decided = (await logOf(member)).filter(({ status }) => status !== "duplicate").map(({ mid }) => mid);
      expect(decided.toSorted()).toEqual(world.committed.flat().toSorted());
      for (const [index, device] of world.devices.entries()) {
        expect([...device.results.keys()].toSorted()).toEqual(world.committed[index]?.toSorted());
      }
    });
  });

  test("L3 what one device did happens in its order", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps);
      await settle(world);
      const order = (await logOf(member)).filter(({ status }) => status !== "duplicate").map(({ mid }) => mid);
      for (const committed of world.committed) {
        const own = new Set(committed);
        expect(order.filter((mid) => own.has(mid))).toEqual(committed);
      }
    });
  });

  test("L4 the server's rows are the fold of its log over the reference store", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps);
      expect(await serverRows(practice.services, member.accountId)).toEqual(
        await foldLog(practice.services, member.accountId),
      );
    });
  });

  test("L5 after a finished pull a device holds the server's rows as of its cursor, and L6 its cursor never goes back", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps, async (device, reply) => {
        if (reply.more) return;
        expect(contentsOf(device.rows)).toEqual(await expected(member, reply.cursor.version));
      });
      for (const { path } of world.devices) {
        const versions = path.map(({ version }) => version);
        expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      }
    });
  });

  test("L7 when all is quiet, all devices equal the server", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps);
      await settle(world);
      const server = contentsOf(await serverRows(practice.services, member.accountId));
      for (const device of world.devices) expect(contentsOf(device.rows)).toEqual(server);
    });
  });

  test("L13 no write escapes the log: every row's version was made by an applied mutation", async () => {
    await everyHistory(async (member, world, steps) => {
      await play(member, world, steps);
      const applied = new Set(
        (await logOf(member)).filter(({ status }) => status === "applied").map(({ version }) => version),
      );
      expect((await versionsOfRows(member)).filter((version) => !applied.has(version))).toEqual([]);
      // Every version has something to tell: neither a retry nor a refused batch without news makes one.
      const logged = [...new Set((await logOf(member)).map(({ version }) => version))];
      const made = await readAs(practice.services.db, member.accountId, (tx) =>
        tx.version.findMany({ orderBy: { version: "asc" } }),
      );
      expect(logged.toSorted((a, b) => a - b)).toEqual(made.map(({ version }) => version));
    });
  });

  test("L14 what is in the bin was changed by nobody whom the deleting person had not seen", async () => {
    let deleted = 0;
    const check = async (steps: Step[]) => {
      const { database, peer } = inMemory();
      const world = aWorld(peer);
      await play(peer, world, steps);
      await settle(world);
      const { rows, log } = database.look(peer.accountId);
      const applied = log.filter(({ status }) => status === "applied");
      for (const [place, row] of rows) {
        if (typeof row["deletedAt"] !== "number") continue;
        deleted++;
        const notes = [...rows.values()].filter(
          ({ clientId }) => clientId === row["id"] && place.startsWith("client|"),
        );
        const { mid: deletion } = row["deleted"] as { mid: string }; // every deleted row names it
        const at = applied.findIndex(({ mid }) => mid === deletion);
        const { seen } = (applied[at]?.args as { seen: string[] } | undefined) ?? { seen: [] }; // as every deletion
        for (const id of [row["id"], ...notes.map((note) => note["id"])]) {
          const isEdit = ({ name, args }: Pick<NewLogEntry, "name" | "args">) =>
            EDITS.has(name) && (args as { id: unknown }).id === id; // of an edit
          const last = applied.findLastIndex(isEdit);
          if (last >= 0) expect([last < at, seen.includes(applied[last]?.mid ?? "")]).toEqual([true, true]);
        }
      }
    };
    await fc.assert(fc.asyncProperty(histories(60), check), { numRuns: RUNS * 20 });
    expect(deleted).toBeGreaterThan(0);
  });

  test("L12 two accounts with the same ids never mix", async () => {
    await fc.assert(
      fc.asyncProperty(histories(24), histories(24), async (stepsOfA, stepsOfB) => {
        const [a, b] = [await practice.somebodyElse(), await practice.somebodyElse()];
        const ids = Array.from({ length: 60 }, () => anId());
        const deviceIds = [anId(), anId(), anId()];
        const worldOf = (member: Member, mark: string) => {
          let used = 0;
          return aWorld(member, { mark, deviceIds, makeId: () => ids[used++] ?? anId() });
        };
        const [ofA, ofB] = [worldOf(a, "ann's"), worldOf(b, "ben's")];
        await Promise.all([play(a, ofA, stepsOfA), play(b, ofB, stepsOfB)]);
        await Promise.all([settle(ofA), settle(ofB)]);
        for (const [member, world, foreign] of [
          [a, ofA, "ben's"],
          [b, ofB, "ann's"],
        ] as const) {
          const server = contentsOf(await serverRows(practice.services, member.accountId));
          expect(server).toEqual(await expected(member));
          for (const device of world.devices) expect(contentsOf(device.rows)).toEqual(server);
          expect(JSON.stringify(server)).not.toContain(foreign);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

test("L1, L2 a reply lost after the commit is answered again from the log, and makes no new version", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient(), aClient()]);
  const lost = await phone.exchanges({ lost: true });
  const again = await phone.exchanges();
  expect(again.results).toEqual(lost.results);
  expect(again.cursor).toEqual(lost.cursor);
  expect(again.changes).toHaveLength(2);
});

test("L2 eight copies of one batch at once take effect once, and all get the same answer", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient(), aClient()]);
  const request = phone.request();
  const replies = await Promise.all(Array.from({ length: 8 }, () => ask(member, structuredClone(request))));
  for (const { results, cursor } of replies) expect([results, cursor.version]).toEqual([replies[0]?.results, 1]);
});

test("L5, L7 while three devices write at once, a new device pages through a large account and misses nothing", async () => {
  const member = await practice.somebodyElse();
  const writers = Array.from({ length: 3 }, () => aReferenceDevice(member));
  const client = aClient();
  writers[0]?.does([client]);
  await writers[0]?.settles();
  const writeLong = async () => {
    for (const writer of writers) writer.does([aNote({ clientId: client.args.id, body: "word ".repeat(25_000) })]);
    await Promise.all(writers.map((writer) => writer.exchanges()));
  };
  for (let round = 0; round < 8; round++) await writeLong();

  const late = aReferenceDevice(member);
  let pages = 0;
  for (let more = true; more; pages++) {
    const [reply] = await Promise.all([late.exchanges(), pages < 2 ? writeLong() : undefined]);
    more = reply.more;
    // Whole versions only: what it holds is what the log says of its cursor, page after page.
    expect(contentsOf(late.rows)).toEqual(await expected(member, reply.cursor.version));
  }
  expect(pages).toBeGreaterThan(2);
  await late.settles();
  expect(contentsOf(late.rows)).toEqual(contentsOf(await serverRows(practice.services, member.accountId)));
});

test("L5 what is only looked at is one moment, though somebody writes between two of its queries", async () => {
  const member = await practice.somebodyElse();
  const writer = aReferenceDevice(member);
  writer.does([aClient()]);
  await writer.settles();
  const { db } = practice.services;
  const transaction: typeof db.$transaction = (work: never, options: never) => {
    const run = work as (tx: Tx) => Promise<unknown>; // every transaction here is one of a function
    return db.$transaction((tx) => run(whoseAccountIsRead(tx, writeMore)), options) as never;
  };
  const writeMore = async () => {
    writer.does([aClient()]);
    await writer.settles();
  };
  const slow = new Proxy(db, {
    get: (on, name) => (name === "$transaction" ? transaction : (Reflect.get(on, name) as unknown)),
  });
  const reply = await exchange(
    { ...practice.services, storage: postgresStorage({ db: slow, keys: practice.services.keys }) },
    member.accountId,
    aReferenceDevice(member).request(),
  );
  const { cursor, changes } = answered(reply);
  expect([cursor.version, changes.length, writer.cursor?.version]).toEqual([1, 1, 2]);
});

test("L5, L7 many small rows come in pages of whole versions", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  for (let count = 0; count < 1_150; count++) phone.does([aClient()]);
  await phone.settles();
  const laptop = aReferenceDevice(member);
  const first = await laptop.exchanges();
  expect([first.more, first.changes.length]).toEqual([true, 1_000]);
  expect(contentsOf(laptop.rows)).toEqual(await expected(member, first.cursor.version));
  await laptop.settles();
  expect(laptop.rows).toEqual(phone.rows);
});

test("L7, L15 long typing on two devices is folded, and all of it is there on both and on a third", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "begun" });
  phone.does([client, note]);
  await phone.settles();
  const typed = ["begun"];
  for (let round = 0; round < 10; round++) {
    for (const device of [phone, laptop]) {
      for (let count = 0; count < 15; count++) {
        typed.push(`${device.id.slice(-4)} ${round} ${count}`);
        device.does([anEdit(note.args.id, typed.at(-1) ?? "")]);
      }
    }
    await Promise.all([phone.exchanges(), laptop.exchanges()]);
  }
  const late = aReferenceDevice(member);
  for (const device of [phone, laptop, late]) {
    await device.settles();
    const words = contentsOf(device.rows)[`words of note|${note.args.id}`] as string[]; // contentsOf writes words
    expect(words.toSorted()).toEqual(typed.toSorted());
  }
  const loose = [...late.rows.keys()].filter((place) => place.startsWith("note-update|"));
  expect(loose.length).toBeLessThan(128);
  expect(late.rows.has(`note-text|${note.args.id}`)).toBe(true);
  expect(contentsOf(await serverRows(practice.services, member.accountId))).toEqual(contentsOf(phone.rows));
});

test("L6 a cursor of another history, or of the future, starts from the beginning", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient(), aClient()]);
  await phone.settles();
  const from = (cursor: Cursor) => ask(member, { ...phone.request(), cursor });
  const forked = await from({ version: 1, stamp: "of another history" });
  const future = await from({ version: 7, stamp: phone.cursor?.stamp ?? "" });
  expect([forked.reset, forked.changes.length, forked.cursor]).toEqual(["forked", 2, phone.cursor]);
  expect([future.reset, future.changes.length, future.cursor]).toEqual(["future", 2, phone.cursor]);
});

test("L12 a device that speaks for another account than the session's is told to sign in, and changes nothing", async () => {
  const [ann, ben] = [await practice.somebodyElse(), await practice.somebodyElse()];
  const stray = aReferenceDevice({ ...ann, caller: ben.caller });
  stray.does([aClient()]);
  await expect(stray.exchanges()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  expect(stray.outbox).toHaveLength(1);
  for (const { accountId } of [ann, ben]) expect((await serverRows(practice.services, accountId)).size).toBe(0);
});

test("L13 a write without a version, and a deletion, are refused by Postgres itself", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const client = aClient();
  phone.does([client]);
  await phone.settles();
  const { accountId } = member;
  const where = { accountId_id: { accountId, id: client.args.id } };
  const { db } = practice.services;
  await expect(actAs(db, accountId, (tx) => tx.client.update({ where, data: { status: "archived" } }))).rejects.toThrow(
    /outside of a write transaction/,
  );
  await expect(actAs(db, accountId, (tx) => tx.client.delete({ where }))).rejects.toThrow(/denied|purge/);
  expect(await serverRows(practice.services, accountId)).toEqual(await foldLog(practice.services, accountId));
});

const EDITS = new Set([
  "client.change",
  "client.tag",
  "client.untag",
  "client.restore",
  "note.edit",
  "note.change",
  "note.restore",
]);

/** `tx`, but `then` happens right after it has read how far the account is. */
function whoseAccountIsRead(tx: Tx, then: () => Promise<void>): Tx {
  const read = (async (text: TemplateStringsArray, ...values: unknown[]) => {
    const found = await tx.$queryRaw(text, ...values);
    if (Array.isArray(text) && text.join("").includes("FROM account")) await then();
    return found;
  }) as never; // as the original, one query later
  return new Proxy(tx, { get: (on, name) => (name === "$queryRaw" ? read : (Reflect.get(on, name) as unknown)) });
}

/** An account of a server over memory: many more histories in the same time. */
function inMemory() {
  const database = memoryDatabase({ random: randomBytes });
  const accountId = anId();
  database.addAccount(accountId);
  const parts = { storage: database.connect(), bus: makeBus(), clock: Date.now, log: () => {} };
  const exchanges: Peer["caller"]["sync"]["exchange"] = (request) =>
    exchange(parts, accountId, structuredClone(request));
  return { database, peer: { accountId, caller: { sync: { exchange: exchanges } } } };
}

async function everyHistory(
  check: (member: Member, world: World, steps: Parameters<typeof play>[2]) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(histories(), async (steps) => {
      const member = await practice.somebodyElse();
      await check(member, aWorld(member), steps);
    }),
    { numRuns: RUNS },
  );
}

async function expected({ accountId }: Member, version?: number): Promise<Record<string, unknown>> {
  return contentsOf(await foldLog(practice.services, accountId, version));
}

function logOf({ accountId }: Member) {
  return readAs(practice.services.db, accountId, (tx) =>
    tx.mutationLog.findMany({ where: { accountId }, orderBy: [{ version: "asc" }, { seq: "asc" }] }),
  );
}

async function versionsOfRows({ accountId }: Member): Promise<number[]> {
  const rows = await readAs(
    practice.services.db,
    accountId,
    (tx) =>
      tx.$queryRaw<
        { ver: number }[]
      >`SELECT ver FROM client UNION SELECT ver FROM consent UNION SELECT ver FROM note UNION SELECT ver FROM note_update UNION SELECT ver FROM summary`,
  );
  return rows.map(({ ver }) => ver);
}
