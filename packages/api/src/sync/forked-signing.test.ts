import { randomBytes } from "node:crypto";

import { describe, expect, test } from "vitest";
import { applyUpdateV2, decodeStateVector, Doc, encodeStateVector } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import { seenOf } from "../domain/bin.ts";
import type { Act } from "../domain/catalogue.ts";
import { overOf } from "../domain/field.ts";
import { partOf } from "../domain/note/sign-mutations.ts";
import type { Row } from "../domain/store.ts";
import { undecided } from "../domain/undecided.ts";
import {
  aClient,
  anEdit,
  anId,
  aNote,
  aReferenceDevice,
  exchange,
  foldEntries,
  makeBus,
  memoryDatabase,
  type Peer,
  type ReferenceDevice,
} from "../testing/index.ts";

describe("a header that another history changed under a signature", () => {
  test("is asked about once, whoever else brings the same, its author with more of it among them", async () => {
    const { book, author, settler, witnesses } = await aSignedHeader();
    const [first, second] = witnesses;
    await first?.settles();
    expect(book.asked(), "what nobody here has seen").toEqual(["present: A sister"]);
    await settleAll(book, settler);
    expect(book.asked()).toEqual([]);

    await second?.settles();
    expect(book.asked()).toEqual([]);
    await author.settles();
    expect(book.asked(), "what only its author knew").toEqual(["number: 7"]);
    await settleAll(book, settler);
    expect(book.asked()).toEqual([]);
    await book.folds();
    expect(book.note(settler)).toMatchObject({ status: "signed", present: "Nobody" });
  });

  test("is asked about for each thing that was not seen yet", async () => {
    const { book, settler, witnesses, late } = await aSignedHeader();
    await witnesses[0]?.settles();
    await settleAll(book, settler);
    await late.settles();
    expect(book.asked()).toEqual(["number: 7"]);
    await settleAll(book, settler);
    await witnesses[1]?.settles();
    expect(book.asked()).toEqual([]);
  });

  test("stays settled when a backup from before that comes back, once somebody who saw it does", async () => {
    const { book, settler, witnesses, restore, backup } = await aSignedHeader();
    await witnesses[0]?.settles();
    const earlier = backup();
    const [seen, before] = [await book.witness(), await book.witness()];
    await settleAll(book, settler);
    await seen.settles();
    restore(earlier);
    for (const device of [before, seen]) await device.settles();
    expect(book.asked()).toEqual([]);
  });
});

describe("a header that somebody changed after a signature", () => {
  for (const when of ["before", "after"] as const) {
    for (const order of permutations(["author", "decider", "asked", "told"] as const)) {
      test(`is asked about no more once that was settled: the backup is of ${when} it came, back come ${order.join(", ")}`, async () => {
        const { book, devices, early, latest } = await aLateHeader();
        book.restore(when === "before" ? early : latest);
        const isOpen = [];
        for (const name of order) {
          await devices[name].settles();
          isOpen.push(book.asked().length > 0);
        }
        // It may be open until somebody comes who knows of the decision, and never again after that.
        const known = Math.min(order.indexOf("decider"), order.indexOf("told"));
        expect(isOpen.slice(known)).toEqual(isOpen.slice(known).map(() => false));
        expect(book.note(book.laptop)).toMatchObject({ status: "signed", present: "Nobody" });
        await book.folds();
      });
    }
  }

  test("is asked about still when its author comes back alone, and asks nothing that was there when it was signed", async () => {
    const { book, devices, early } = await aLateHeader();
    book.restore(early);
    await devices.author.settles();
    expect(book.asked()).toEqual(["present: A sister"]);
    await book.folds();
  });

  test("is not there again after it was settled, and the signature taken back", async () => {
    const { book, devices, early } = await aLateHeader();
    const { signature } = book.note(book.laptop);
    await book.does(book.laptop, { name: "note.unsign", args: { id: book.id, signature: signature ?? "" } });
    book.restore(early);
    for (const device of [book.laptop, devices.author, devices.asked]) {
      await device.settles();
      expect(book.note(device)).toMatchObject({ status: "draft", present: "Nobody" });
      expect(book.asked()).toEqual([]);
    }
    await book.folds();
  });
});

describe("words that came after a signature and were decided about", () => {
  for (const when of ["before", "after"] as const) {
    for (const how of ["left out", "made an addendum"] as const) {
      for (const order of permutations(["author", "decider", "asked", "told"] as const)) {
        test(`are asked about no more once ${how}: the backup is of ${when} they came, back come ${order.join(", ")}`, async () => {
          const book = await aBook();
          await book.signs(book.laptop);
          const [asked, told] = [await book.witness(), await book.witness()];
          const early = book.backup();
          await book.does(book.phone, anEdit(book.id, "late"));
          for (const device of [asked, told]) await device.settles();
          const latest = book.backup();
          await book.laptop.settles();
          await book.does(book.laptop, book.deciding(book.laptop, how));
          await told.settles();
          const devices = { author: book.phone, decider: book.laptop, asked, told };
          book.restore(when === "before" ? early : latest);
          const isOpen = [];
          for (const name of order) {
            await devices[name].settles();
            isOpen.push(book.after() !== null);
          }
          // It may be open until somebody comes who knows of the decision, and never again after that.
          const known = Math.min(order.indexOf("decider"), order.indexOf("told"));
          expect(isOpen.slice(known)).toEqual(isOpen.slice(known).map(() => false));
          await book.folds();
        });
      }
    }
  }

  test("stay decided when those who decided and wrote never come back", async () => {
    const book = await aBook();
    await book.signs(book.laptop);
    const early = book.backup();
    await book.does(book.phone, anEdit(book.id, "late"));
    const asked = await book.witness();
    await book.laptop.settles();
    await book.does(book.laptop, book.deciding(book.laptop, "left out"));
    const told = await book.witness();
    book.restore(early);
    for (const device of [told, asked]) await device.settles();
    expect(book.after()).toBeNull();
  });

  test("leave room for a question about words that nobody has seen", async () => {
    for (const order of [
      ["told", "unseen"],
      ["unseen", "told"],
    ] as const) {
      const book = await aBook();
      await book.signs(book.laptop);
      const early = book.backup();
      await book.does(book.phone, anEdit(book.id, "late"));
      await book.laptop.settles();
      await book.does(book.laptop, book.deciding(book.laptop, "left out"));
      const told = await book.witness();
      await book.does(book.phone, anEdit(book.id, "later still"));
      const unseen = await book.witness();
      book.restore(early);
      const devices = { told, unseen };
      for (const name of order) await devices[name].settles();
      expect(book.after(), order.join(" ")).not.toBeNull();
      await book.folds();
    }
  });

  test("of two histories are both decided about", async () => {
    const book = await aBook();
    await book.signs(book.laptop);
    const early = book.backup();
    await book.does(book.phone, anEdit(book.id, "of the first history"));
    await book.laptop.settles();
    await book.does(book.laptop, book.deciding(book.laptop, "left out"));
    const told = await book.witness();
    const first = book.vectorOf(told);
    book.restore(early);
    const tablet = await book.witness();
    await book.does(tablet, anEdit(book.id, "of the second history"));
    await book.does(tablet, book.deciding(tablet, "left out"));
    const second = book.vectorOf(tablet);
    await told.settles();
    expect(book.after()).toBeNull();
    const { decidedUpTo } = book.note(told);
    for (const vector of [first, second]) expect(covers(decidedUpTo ?? "", vector)).toBe(true);
  });
});

test("words that their signer had before them are no late words when both come back after a backup", async () => {
  const book = await aBook();
  const early = book.backup();
  await book.does(book.phone, anEdit(book.id, "with the client"));
  await book.laptop.settles();
  await book.does(book.laptop, anEdit(book.id, "and afterwards"));
  await book.signs(book.laptop);
  await book.phone.settles();
  book.restore(early);
  for (const device of [book.laptop, book.phone]) {
    await device.settles();
    expect(book.after()).toBeNull();
  }
  expect(book.note(book.phone)).toMatchObject({ status: "signed" });
  await book.folds();
});

/** A note signed in a history that lacks what others did to its header. */
async function aSignedHeader() {
  const book = await aBook();
  const backup = book.backup();
  const { phone: author, laptop: settler } = book;
  await book.does(author, book.changing(author, "present", "A sister"));
  const witnesses = [await book.witness(), await book.witness()];
  await book.does(author, book.changing(author, "number", 7));
  const late = await book.witness();
  book.restore(backup);
  await book.signs(settler);
  return { book, author, settler, witnesses, late, restore: book.restore, backup: book.backup };
}

/** A note whose header was changed after its signature, by somebody who did not know of that; and settled. */
async function aLateHeader() {
  const book = await aBook();
  const { phone, laptop } = book;
  await book.signs(laptop);
  const [asked, told] = [await book.witness(), await book.witness()];
  const early = book.backup();
  await book.does(phone, book.changing(phone, "present", "A sister"));
  for (const device of [asked, told]) await device.settles();
  const latest = book.backup();
  await settleAll(book, laptop);
  await told.settles();
  return { book, devices: { author: phone, decider: laptop, asked, told }, early, latest };
}

async function settleAll(book: Awaited<ReturnType<typeof aBook>>, device: ReferenceDevice): Promise<void> {
  await device.settles();
  const { lost } = book.note(device);
  await book.does(
    device,
    ...lost.map(({ field, mid }): Act => ({ name: "note.settle", args: { id: book.id, field, mid } })),
  );
}

/** A server with a client's note on a phone and a laptop. */
async function aBook() {
  const accountId = anId();
  const database = memoryDatabase({ random: randomBytes });
  database.addAccount(accountId);
  const [storage, bus] = [database.connect(), makeBus()];
  // Each thing at a time of its own.
  let now = Date.now();
  const clock = () => (now += 1_000);
  const peer: Peer = {
    accountId,
    caller: {
      sync: {
        exchange: (request) => exchange({ storage, bus, clock, log: () => {} }, accountId, structuredClone(request)),
      },
    },
  };
  const [phone, laptop] = [aReferenceDevice(peer), aReferenceDevice(peer)];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "slept better" });
  const { id } = note.args;
  const held = () => database.look(accountId).rows.get(`note|${id}`) as Row<"note">; // it was made below
  const noteOf = (device: ReferenceDevice) => device.rows.get(`note|${id}`) as Row<"note">; // likewise
  const vectorOf = ({ rows }: ReferenceDevice) => {
    const doc = new Doc();
    for (const row of rows.values())
      if ((row["noteId"] ?? row["id"]) === id && typeof row["update"] === "string")
        applyUpdateV2(doc, fromBase64(row["update"]));
    return toBase64(encodeStateVector(doc));
  };
  const does = async (device: ReferenceDevice, ...acts: Act[]) => {
    await device.settles();
    device.does(acts, clock());
    await device.settles();
  };
  await does(phone, client, note);
  const fields = { present: "Nobody", number: 3 };
  const changes = Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, over: null }]));
  await does(phone, { name: "note.change", args: { id, changes } });
  await laptop.settles();

  return {
    id,
    phone,
    laptop,
    does,
    vectorOf,
    note: noteOf,
    after: () => held().after ?? null,
    asked: () => undecided(held()).map(({ field, value }) => `${field}: ${String(value)}`),
    backup: () => database.snapshot(),
    restore: (backup: ReturnType<typeof database.snapshot>) => database.restore(backup),
    async witness() {
      const device = aReferenceDevice(peer);
      await device.settles();
      return device;
    },
    changing: (device: ReferenceDevice, field: string, value: unknown): Act => ({
      name: "note.change",
      args: { id, changes: { [field]: { value, over: overOf(noteOf(device), field) } } },
    }),
    async signs(device: ReferenceDevice) {
      await device.settles();
      const row = noteOf(device);
      const sealed = { sealed: "{}", hash: "a".repeat(64), vector: vectorOf(device) };
      const seen = seenOf([row]);
      const signing = { signature: anId(), signedAt: clock(), ...sealed, seen, part: partOf(row) };
      await does(device, { name: "note.sign", args: { id, ...signing } });
      expect(noteOf(device)).toMatchObject({ status: "signed" });
    },
    deciding(device: ReferenceDevice, how: "left out" | "made an addendum"): Act {
      const settles = { mid: noteOf(device).after?.mid ?? "", vector: vectorOf(device) };
      if (how === "left out") return { name: "note.leave-after", args: { id, ...settles } };
      return { name: "addendum.begin", args: { id: anId(), noteId: id, text: "late", settles } };
    },
    /** The server's rows are what its log says. */
    async folds() {
      const { rows, log } = database.look(accountId);
      expect(rows).toEqual(await foldEntries(log));
    },
  };
}

function covers(vector: string, other: string): boolean {
  const [mine, theirs] = [vector, other].map((one) => decodeStateVector(fromBase64(one)));
  return [...(theirs ?? [])].every(([client, clock]) => (mine?.get(client) ?? 0) >= clock);
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}
