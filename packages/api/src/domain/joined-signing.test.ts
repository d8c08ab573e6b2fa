import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeStateVectorFromUpdateV2 } from "yjs";

import { aClient, anEdit, anId, aNote, memoryStore, runOver, type Rows } from "../testing/index.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { seenOf } from "./bin.ts";
import type { Stamp } from "./field.ts";
import type { Made } from "./mutation.ts";
import type { Note } from "./note/note.ts";
import { rejoinHistory } from "./rejoin.ts";
import type { Row } from "./store.ts";

const [LAPTOP, PHONE, TABLET] = [anId(), anId(), anId()];
const client = aClient();
const note = aNote({ clientId: client.args.id });
const { id: noteId } = note.args;
const SIGNATURES = [anId(), anId()];
/** Mutations by the time at which they were made. */
const mids = Array.from({ length: 40 }, (_, at) => anId(1_000 + at));

const changes = fc.record({
  edited: fc.constantFrom(undefined, 3, 9, 12),
  after: fc.constantFrom(undefined, 13, 14),
  changed: fc.integer({ min: 1, max: 20 }),
  besides: fc.constantFrom(undefined, 22, 28),
});

test.each([
  ["were signed in two histories", [undefined, 0, 1], [undefined]],
  ["were signed and taken back", [undefined, 0], [undefined, 0]],
])("notes that %s, and written on, are joined in any order, and again, with one result", async (_, signed, undone) => {
  const signing = fc.record({ signature: fc.constantFrom(...signed), unsigned: fc.constantFrom(...undone) });
  const offers = fc.array(fc.tuple(signing, changes), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(offers, fc.infiniteStream(fc.nat(99)), async (given, order) => {
      const rows = given.map(([{ signature, unsigned }, changed]) =>
        // What is signed is not what was taken back, and its words are always the same.
        signature === undefined
          ? noteOf({ ...changed, unsigned, after: undefined })
          : noteOf({ ...changed, signature, edited: 9 + signature }),
      );
      const shuffled = rows.map((row) => ({ row, at: Number(order.next().value) })).toSorted((a, b) => a.at - b.at);
      const once = await joined(rows);
      expect(await joined(shuffled.map(({ row }) => row))).toEqual(once);
      expect(await joined([...rows, ...rows])).toEqual(once);
    }),
    { numRuns: 400 },
  );
});

test("words that only the other history has wait for a decision, also when they are older than the signature", async () => {
  const signedHere = noteOf({ signature: 0, edited: 15, changed: 16 });
  const writtenThere = noteOf({ edited: 10, changed: 10, device: PHONE });
  const row = await joined([signedHere, writtenThere], { known: [15, 16], fresh: [15, 16] });
  expect(row).toMatchObject({ status: "signed", after: { mid: mids[10] } });
});

test("words that the signer had before both histories parted wait for nobody", async () => {
  const signedHere = noteOf({ signature: 0, edited: 15, changed: 16 });
  const before = noteOf({ edited: 3, changed: 3, device: PHONE });
  expect(await joined([signedHere, before], { known: [3, 15, 16], fresh: [15, 16] })).not.toHaveProperty("after");
});

test("what the other history says in the header of a signed note is kept for a decision, and does not change what is signed", async () => {
  const signedHere = { ...noteOf({ signature: 0, changed: 5 }), present: "", stamps: { present: stampAt(2) } };
  const there = {
    ...noteOf({ changed: 9, device: PHONE }),
    present: "A sister",
    stamps: { present: stampAt(9, PHONE) },
  };
  const row = await joined([signedHere, there], { known: [2, 5], fresh: [5] });
  expect(row).toMatchObject({ status: "signed", present: "", lost: [{ field: "present", value: "A sister" }] });
  const again = await joined([signedHere, there, there], { known: [2, 5], fresh: [5] });
  expect(again).toEqual(row); // another device says the same
});

test("words that come back after their note was decided about wait all the same, unless they were seen", async () => {
  const seen = updateOf("seen by the signer");
  const [first, second] = [updateOf("told with the note"), updateOf("told of by nobody")];
  const rows = await stored([{ ...noteOf({ signature: 0, edited: 9, changed: 9 }), decidedUpTo: vectorOf(first) }]);
  await rejoin(rows, [{ noun: "signature", id: SIGNATURES[0] ?? "", row: signatureOf(vectorOf(seen)) }]);
  const brings = async (update: string, at: number) => {
    const row = { id: mids[at], noteId, madeAt: at, update, device: PHONE };
    await rejoin(rows, [{ noun: "note-update", id: mids[at] ?? "", row }]);
    return rows.get(`note|${noteId}`);
  };
  expect(await brings(seen, 2)).toMatchObject({ after: null });
  expect(await brings(first, 12)).toMatchObject({ after: null });
  expect(await brings(second, 10)).toMatchObject({ after: stampAt(10, PHONE) });
  expect(await brings(first, 12)).toMatchObject({ after: stampAt(10, PHONE) });
});

test("a value about which somebody decided comes back no more, with a row from before or after that", async () => {
  const there = {
    ...noteOf({ changed: 9, device: PHONE }),
    present: "A sister",
    stamps: { present: stampAt(9, PHONE) },
  };
  const signedHere = { ...noteOf({ signature: 0, changed: 5 }), present: "", stamps: { present: stampAt(2) } };
  const rows = await stored([signedHere, there], { known: [2, 5], fresh: [5] });
  const asked = rows.get(`note|${noteId}`) as Note; // just put
  await runOver(rows, { name: "note.settle", args: { id: noteId, field: "present", mid: mids[9] ?? "" } }, madeAt(20));
  const settled = rows.get(`note|${noteId}`) as Note; // likewise
  expect(settled.lost).toEqual([]);
  for (const order of [
    [settled, there, asked],
    [there, asked, settled],
    [asked, settled, there],
  ])
    expect(await joined(order)).toMatchObject({ status: "signed", present: "", lost: [] });
});

test("a signature that was made before another history came back has not seen what that brought", async () => {
  const here = noteOf({ changed: 15, besides: 12 });
  const seen = seenOf([here]);
  const rows = await stored([here, noteOf({ changed: 10, device: TABLET })], { known: [15, 12], fresh: [15, 12] });
  const signing = {
    signature: anId(),
    signedAt: 1,
    sealed: "{}",
    hash: "0".repeat(64),
    vector: "AQECAwQ=",
    seen,
    part: 1,
  };
  const outcome = await runOver(rows, { name: "note.sign", args: { id: noteId, ...signing } }, madeAt(20));
  expect(outcome).toMatchObject({ status: "refused", reason: "note-changed" });
});

test("a signature that was taken back stays so, whichever row comes first", async () => {
  const signature = (undoneAt: number | null) => ({
    noun: "signature",
    id: SIGNATURES[0] ?? "",
    row: { ...signatureOf("AQECAwQ="), undoneAt, sealed: undoneAt ? "" : "{}" },
  });
  const signed = { noun: "note", id: noteId, row: noteOf({ signature: 0, changed: 4 }) };
  for (const order of [
    [signed, signature(7)],
    [signed, signature(null), signature(7)],
  ]) {
    const rows = await stored([noteOf({ changed: 1 })]);
    for (const row of order) await rejoin(rows, [row]);
    expect(rows.get(`note|${noteId}`)).toMatchObject({ status: "draft", signature: null });
    expect(rows.get(`signature|${SIGNATURES[0]}`)).toMatchObject({ undoneAt: 7, sealed: "" });
    await rejoin(rows, [signed]);
    expect(rows.get(`note|${noteId}`), "an old row brings it back no more").toMatchObject({ status: "draft" });
  }
});

test("an addendum that is signed in one history and written on in the other keeps both texts", async () => {
  const id = anId();
  const addendum = (text: string, at: number, signedAt: number | null) => ({
    noun: "addendum",
    id,
    row: {
      id,
      noteId,
      clientId: client.args.id,
      createdAt: 1,
      signedAt,
      status: signedAt ? "signed" : "draft",
      text,
      hash: signedAt ? "a".repeat(64) : null,
      stamps: { text: stampAt(at, signedAt ? LAPTOP : PHONE) },
      lost: [],
    },
  });
  for (const order of [
    [addendum("A", 5, 6), addendum("A and B", 9, null)],
    [addendum("A and B", 9, null), addendum("A", 5, 6)],
  ]) {
    const rows = await stored([noteOf({ signature: 0, changed: 4 })]);
    for (const row of order) await rejoin(rows, [row]);
    expect(rows.get(`addendum|${id}`)).toMatchObject({ status: "signed", text: "A", lost: [{ value: "A and B" }] });
  }
});

test("a note that another history brings to a client who was deleted here brings the client back", async () => {
  const rows: Rows = new Map();
  await runOver(rows, client, madeAt(0));
  const { changed } = rows.get(`client|${client.args.id}`) as Row<"client">; // just put
  const deletion = { name: "client.delete" as const, args: { id: client.args.id, seen: changed ? [changed.mid] : [] } };
  await runOver(rows, deletion, madeAt(5));
  await rejoin(rows, [{ noun: "note", id: noteId, row: noteOf({ changed: 3, device: PHONE }) }], {
    known: [0, 5],
    fresh: [5],
  });
  expect(rows.get(`client|${client.args.id}`)).toMatchObject({ deletedAt: null, revived: { mid: mids[5] } });
});

type Given = {
  signature?: number | undefined;
  unsigned?: number | undefined;
  edited?: number | undefined;
  after?: number | undefined;
  changed: number;
  besides?: number | undefined;
  device?: string;
};

function noteOf({ signature, unsigned, edited, after, changed, besides, device = LAPTOP }: Given): Note {
  const named = signature === undefined ? undefined : SIGNATURES[signature];
  const undone = unsigned === undefined ? undefined : SIGNATURES[unsigned];
  return {
    id: noteId,
    clientId: client.args.id,
    createdAt: 0,
    startedAt: 0,
    template: "soap",
    deletedAt: null,
    status: named ? "signed" : "draft",
    ...(named
      ? { signature: named, signedAt: 4 + (signature ?? 0), after: after === undefined ? null : stampAt(after) }
      : {}),
    ...(undone ? { unsigned: [undone] } : {}),
    ...(edited === undefined ? {} : { edited: stampAt(edited, device) }),
    stamps: {},
    lost: [],
    changed: stampAt(changed, device),
    ...(besides === undefined ? {} : { besides: stampAt(besides, TABLET) }),
  };
}

function signatureOf(vector: string) {
  const sealed = { sealed: "{}", hash: "0".repeat(64), vector };
  return {
    id: SIGNATURES[0],
    noteId,
    clientId: client.args.id,
    signedAt: 4,
    undoneAt: null,
    ...sealed,
    made: stampAt(4),
  };
}

function updateOf(words: string): string {
  return anEdit(noteId, words).args.update;
}

function vectorOf(update: string): string {
  return toBase64(encodeStateVectorFromUpdateV2(fromBase64(update)));
}

function stampAt(at: number, device = LAPTOP): Stamp {
  return { at, device, mid: mids[at] ?? "" };
}

function madeAt(at: number): Made {
  return { ...stampAt(at) };
}

type Weighing = { known: number[]; fresh: number[] };
const UNKNOWN: Weighing = { known: [], fresh: [] };

async function joined(rows: Note[], weighing = UNKNOWN): Promise<unknown> {
  const row = (await stored(rows, weighing)).get(`note|${noteId}`) ?? {};
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)); // null and absent are the same
}

async function stored(rows: Note[], weighing = UNKNOWN): Promise<Rows> {
  const all: Rows = new Map();
  await runOver(all, client, madeAt(0));
  for (const row of rows) await rejoin(all, [{ noun: "note", id: noteId, row }], weighing);
  return all;
}

type Offered = { noun: string; id: string; row: Record<string, unknown> };

async function rejoin(all: Rows, rows: Offered[], { known, fresh }: Weighing = UNKNOWN): Promise<void> {
  const args = { rows, known: known.map((at) => mids[at] ?? ""), fresh: fresh.map((at) => mids[at] ?? "") };
  const outcome = await rejoinHistory.run(memoryStore(all), { v: 1, args }, madeAt(39));
  expect(outcome).toEqual({ status: "applied" });
}
