import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, XmlElement, XmlText } from "yjs";

import { toBase64 } from "../domain/base64.ts";
import type { Act, MutationArgs } from "../domain/catalogue.ts";
import { catalogue } from "../domain/catalogue.ts";
import { fragmentName } from "../domain/note/first-text.ts";
import { seenOf } from "../domain/bin.ts";
import type { Row } from "../domain/store.ts";
import {
  aClient,
  anId,
  aNote,
  answered,
  aPractice,
  serverRows,
  wordsOf,
  type Member,
  type Practice,
} from "../testing/index.ts";
import { commitAsServer } from "./server-commit.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

const MINUTE = 60_000;
/** A day ago, where a stretch of ten minutes begins. */
const START = Math.floor(Date.now() / (10 * MINUTE)) * 10 * MINUTE - 86_400_000;

test("what a note said before each ten minutes of writing can be read again, and a quick correction keeps nothing", async () => {
  const { writer, noteId, read } = await aWrittenNote();
  await writer.sends(writer.writes("one", 1 * MINUTE), writer.writes("two", 2 * MINUTE));
  expect(await read()).toEqual([]);

  // An hour without a network, sent at once.
  await writer.sends(
    writer.writes("three", 12 * MINUTE),
    writer.writes("four", 13 * MINUTE),
    writer.erases("two", 34 * MINUTE),
  );
  expect(await read()).toEqual([
    { words: ["one", "two"], reason: "while-writing", at: START + 2 * MINUTE, device: writer.device },
    { words: ["one", "two", "three", "four"], reason: "while-writing", at: START + 13 * MINUTE, device: writer.device },
  ]);
  expect(noteId).toBeTruthy();
});

test("before words of two devices are put together, what the merge takes away is kept; one that only adds keeps nothing", async () => {
  const { member, writer, noteId, read } = await aWrittenNote();
  await writer.sends(writer.writes("one", 1 * MINUTE), writer.writes("two", 2 * MINUTE));
  const phone = aWriter(member, noteId, writer);
  await writer.sends(writer.writes("laptop", 3 * MINUTE));
  await phone.sends(phone.writes("phone", 4 * MINUTE));
  expect(await read()).toEqual([]);

  await writer.sends(writer.writes("more", 5 * MINUTE));
  await phone.sends(phone.erases("one", 6 * MINUTE));
  const [kept, ...others] = await read();
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ reason: "before-merge", at: START + 5 * MINUTE, device: writer.device });
  expect(kept?.words.toSorted()).toEqual(["laptop", "more", "one", "phone", "two"]);
});

test.each(["words", "removal"] as const)(
  "words that are written into a paragraph which another device has taken away meanwhile are kept: %s first",
  async (first) => {
    const { member, writer, noteId, read } = await aWrittenNote();
    await writer.sends(writer.writes("one", 1 * MINUTE), writer.writes("two", 2 * MINUTE));
    const phone = aWriter(member, noteId, writer);
    const laptop = [writer.writes("before", 3 * MINUTE), writer.erases("one", 3 * MINUTE)];
    const words = [
      phone.writes("also", 4 * MINUTE),
      phone.adds("one", " and", 4 * MINUTE),
      phone.adds("one and", " rest", 4 * MINUTE),
    ];
    if (first === "words") await phone.sends(...words);
    await writer.sends(...laptop.slice(0, 1));
    await writer.sends(...laptop.slice(1));
    if (first === "removal") {
      await phone.sends(...words.slice(0, 1));
      await phone.sends(...words.slice(1));
    }
    const kept = (await read()).map((earlier) => earlier.words.toSorted());
    expect(kept).toContainEqual(["also", "before", "one and rest", "two"]);
  },
);

test("words that were lost and taken away by their writer are not kept; with others, nothing that was taken away before", async () => {
  const { member, writer, noteId, read } = await aWrittenNote();
  await writer.sends(writer.writes("zero", 0), writer.writes("one", 1 * MINUTE), writer.writes("two", 2 * MINUTE));
  await writer.sends(writer.erases("zero", 2 * MINUTE));
  const phone = aWriter(member, noteId, writer);
  await writer.sends(writer.erases("one", 3 * MINUTE));
  await phone.sends(phone.adds("one", " and rest", 4 * MINUTE), phone.erases("one and rest", 4 * MINUTE));
  expect(await read()).toEqual([]);
  const words = phone.adds("two", " and rest", 5 * MINUTE);
  await writer.sends(writer.erases("two", 6 * MINUTE));
  await phone.sends(words);
  expect((await read()).map((earlier) => earlier.words)).toContainEqual(["two and rest"]);
});

test("what stood before an earlier text was brought back is kept, also a moment after it was written", async () => {
  const { writer, read } = await aWrittenNote();
  await writer.sends(writer.writes("one", 1 * MINUTE), writer.writes("two", 2 * MINUTE));
  await writer.sends({ ...writer.erases("two", 2 * MINUTE + 5), restores: true });
  expect(await read()).toEqual([
    { words: ["one", "two"], reason: "before-restore", at: START + 2 * MINUTE, device: writer.device },
  ]);
});

test("every text that is kept is, word for word, what the note said then", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ does: fc.constantFrom("write", "erase"), after: fc.nat(20), isSent: fc.boolean() }), {
        minLength: 3,
        maxLength: 14,
      }),
      async (steps) => {
        const { writer, read } = await aWrittenNote();
        const said = new Map<number, string[]>();
        let at = 0;
        const waiting: Edit[] = [];
        let words = 0;
        for (const { does, after, isSent } of steps) {
          at += after * MINUTE + 1;
          const known = writer.words();
          const gone = known[at % Math.max(1, known.length)];
          waiting.push(does === "erase" && gone ? writer.erases(gone, at) : writer.writes(`w${words++}`, at));
          said.set(START + at, writer.words());
          if (isSent) await writer.sends(...waiting.splice(0));
        }
        await writer.sends(...waiting);
        for (const kept of await read()) expect(kept.words).toEqual(said.get(kept.at));
      },
    ),
    { numRuns: 12 },
  );
}, 120_000);

test("no more than sixty are kept of a note, the newest among them", async () => {
  const { writer, read } = await aWrittenNote();
  for (let round = 0; round < 8; round++) {
    const edits = Array.from({ length: 10 }, (_, index) =>
      writer.writes(`r${round}-${index}`, (round * 10 + index) * 11 * MINUTE),
    );
    await writer.sends(...edits);
  }
  const kept = await read();
  expect(kept).toHaveLength(60);
  expect(kept.at(-1)?.words).toHaveLength(79);
}, 120_000);

test("nobody else reads an earlier text, and with the note it is gone for good", async () => {
  const { member, writer, noteId, read } = await aWrittenNote();
  await writer.sends(writer.writes("one", 1 * MINUTE), writer.writes("two", 20 * MINUTE));
  const [first] = await member.caller.history.list({ noteId });
  const stranger = await practice.somebodyElse();
  expect(await stranger.caller.history.list({ noteId })).toEqual([]);
  expect(await stranger.caller.history.get({ id: first?.id ?? anId() })).toBeNull();
  expect(await read()).toHaveLength(1);

  const note = (await serverRows(practice.services, member.accountId)).get(`note|${noteId}`) as Row<"note">; // as it was put
  await writer.acts({ name: "note.delete", args: { id: noteId, seen: seenOf([note]) } });
  const deleted = (await serverRows(practice.services, member.accountId)).get(`note|${noteId}`) as Row<"note">; // likewise
  const purge = { noun: "note" as const, id: noteId, deletedAt: deleted.deletedAt ?? 0, purgedAt: Date.now() };
  await commitAsServer(practice.services, member.accountId, { name: "bin.purge", args: purge, mid: anId() });
  expect(await member.caller.history.list({ noteId })).toEqual([]);
  expect(await member.caller.history.get({ id: first?.id ?? "" })).toBeNull();
});

type Edit = MutationArgs<"note.edit"> & { at: number; mid: string };
type Kept = { words: string[]; reason: string; at: number; device: string };

async function aWrittenNote() {
  const member = await practice.somebodyElse();
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  const writer = aWriter(member, note.args.id);
  await writer.acts(client, note);
  const read = async (): Promise<Kept[]> => {
    const kept: Kept[] = [];
    for (const { id, reason, at, device } of (
      await member.caller.history.list({ noteId: note.args.id })
    ).toReversed()) {
      const found = await member.caller.history.get({ id });
      kept.push({ words: wordsOf(found ? [found.update] : []), reason, at, device });
    }
    return kept;
  };
  return { member, writer, noteId: note.args.id, read };
}

/** Somebody who writes on a device of their own, from what `original` had written by then. */
function aWriter(member: Member, noteId: string, original?: { last: () => string | null; whole: () => Uint8Array }) {
  const device = anId();
  const doc = new Doc();
  let seq = 0;
  let last: string | null = original?.last() ?? null;
  if (original) applyUpdateV2(doc, original.whole());
  const body = doc.getXmlFragment(fragmentName("body"));

  function edit(at: number, change: () => void): Edit {
    const before = encodeStateVector(doc);
    change();
    const mid = anId();
    const own = { id: noteId, update: toBase64(encodeStateAsUpdateV2(doc, before)), over: last, at: START + at, mid };
    last = mid;
    return own;
  }

  async function push(mutations: { name: Act["name"]; args: unknown; at: number; mid: string }[]): Promise<void> {
    const pushed = mutations.map(({ name, args, at, mid }) => ({
      seq: ++seq,
      mid,
      name,
      v: catalogue[name].version,
      args,
      madeAt: at,
    }));
    const request = { account: member.accountId, device, label: "Test", cursor: null, mutations: pushed, pending: 0 };
    const { results } = answered(await member.caller.sync.exchange(request));
    expect(results.map(({ status }) => status)).toEqual(pushed.map(() => "applied"));
  }

  return {
    device,
    last: () => last,
    whole: () => encodeStateAsUpdateV2(doc),
    words: () => wordsOf([toBase64(encodeStateAsUpdateV2(doc))]),
    writes: (word: string, at: number) =>
      edit(at, () => {
        const paragraph = new XmlElement("paragraph");
        paragraph.insert(0, [new XmlText(word)]);
        body.insert(body.length, [paragraph]);
      }),
    erases: (word: string, at: number) =>
      edit(at, () => {
        const index = body.toArray().findIndex((node) => node instanceof XmlElement && saysOnly(node, word));
        body.delete(index, 1);
      }),
    adds: (to: string, words: string, at: number) =>
      edit(at, () => {
        const paragraph = body.toArray().find((node) => node instanceof XmlElement && saysOnly(node, to));
        const text = paragraph instanceof XmlElement ? paragraph.get(0) : undefined;
        if (text instanceof XmlText) text.insert(text.length, words);
      }),
    sends: (...edits: Edit[]) =>
      push(edits.map(({ at, mid, ...args }) => ({ name: "note.edit" as const, args, at, mid }))),
    acts: (...acts: Act[]) => push(acts.map(({ name, args }) => ({ name, args, at: START, mid: anId() }))),
  };
}

function saysOnly(paragraph: XmlElement, word: string): boolean {
  return paragraph.toArray().every((child) => child instanceof XmlText && child.toJSON() === word);
}
