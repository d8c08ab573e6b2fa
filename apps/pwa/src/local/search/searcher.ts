import { searchableNouns, type Searchable, type SearchableNoun } from "@cliently/api/domain/search/searchable";
import { wordsOf } from "@cliently/api/domain/search/words-of";

import { changesSince, type Standing } from "./changes.ts";
import { inTurn } from "../in-turn.ts";
import { bestPassage } from "./passage.ts";
import { askedIn, holdsPhrase, type Answer, type Hit, type Question } from "./question.ts";
import { readRows, type ReadRow, type Source } from "./reading.ts";
import type { Snapshots } from "./snapshot.ts";
import { makeWordIndex, type Entry, type Found, type Strictness } from "./word-index.ts";

/** Finds what is on this device. It reads what is new before it answers; while it reads everything, it says how far it is. */
export type Searcher = {
  /** Answers in pieces, the best first. `isWanted`: whether anybody still waits for it. */
  ask(question: Question, say: (answer: Answer) => void, isWanted?: () => boolean): Promise<void>;
  /** Resolves when everything that is on this device now has been read. */
  caughtUp(): Promise<void>;
  /** How many rows have been read that are not in what is kept; Infinity after everything was. */
  unsaved(): number;
  save(): Promise<void>;
};

/** Rows are read in pieces of this many, and an answer can come in between. */
const PIECE = 200;
/** With fewer than this, a slip of the finger is thought of. */
const FEW = 8;
/** The first hits are on the screen before the others are read. */
const FIRST = 5;
const REST = 10;
/** A word of the title counts as much as so many. */
const TITLE = 4;

/** `progress`: hears whenever more has been read of everything. */
export function makeSearcher(source: Source, snapshots: Snapshots, progress: () => void = () => {}): Searcher {
  let index = makeWordIndex();
  let standing: Standing | undefined;
  let binned = new Set<string>();
  let origin: Answer["origin"] = "built";
  let unsaved = 0;
  let reading: Answer["reading"] = null;
  let building: Promise<void> | undefined;
  const turn = inTurn();
  turn(load).catch(() => {}); // it never fails, see Snapshots

  async function load(): Promise<void> {
    const kept = await snapshots.load();
    if (!kept) return;
    index = makeWordIndex(kept.saved);
    standing = kept.standing;
    binned = new Set(kept.standing.binned);
    origin = "disk";
  }

  function catchUp(): Promise<void> {
    return turn(async () => {
      if (building) return;
      const { ids, there, at } = await changesSince(source, standing);
      if (ids === "all") return begin(at);
      if (there) forgetAllBut(there);
      for (const [noun, own] of ids) await readAgain(noun, [...own]);
      standing = { ...at, binned: [] };
    });
  }

  /** Goes on beside the answers. One that breaks is told to whoever waits for it, and begun anew by the next question. */
  function begin(at: Omit<Standing, "binned">): void {
    const over = () => {
      building = undefined;
      reading = null;
    };
    building = build({ ...at, waiting: {} }).then(
      () => {
        over();
        progress();
      },
      (error: unknown) => {
        over();
        throw error;
      },
    );
    building.catch(() => {});
  }

  /** What is gone for good leaves the index with every word, and what is kept of it with the next saving. */
  function forgetAllBut(there: ReadonlySet<string>): void {
    for (const key of index.keys()) if (!there.has(key)) forget(key);
    binned = new Set([...binned].filter((id) => searchableNouns.some((noun) => there.has(`${noun}|${id}`))));
  }

  /** What somebody deleted is not kept for want of other changes to write down. */
  function forget(key: string): void {
    index.remove(key);
    unsaved = Infinity;
  }

  /** Reads everything, who first, then the newest. What waits here is read with the next question, as always. */
  async function build(at: Omit<Standing, "binned">): Promise<void> {
    index = makeWordIndex();
    binned = new Set();
    standing = undefined;
    origin = "built";
    reading = { done: 0, of: 0 };
    const counts = await Promise.all(searchableNouns.map((noun) => source.cache.rows(noun).count()));
    const of = counts.reduce((sum, count) => sum + count, 0);
    reading = { done: 0, of };
    let done = 0;
    for (const noun of searchableNouns) {
      for (let upTo = "\uffff"; ;) {
        const newest = source.cache.rows(noun).where("id").between("", upTo).reverse().limit(PIECE);
        const ids = (await newest.keys()) as string[]; // the index is the id
        const from = ids.at(-1);
        const to = ids[0];
        if (from === undefined || to === undefined) break;
        take(noun, ids, await readRows(source, noun, [{ from, to }]));
        done += ids.length;
        reading = { done, of };
        progress();
        upTo = from;
      }
    }
    standing = { ...at, binned: [] };
    unsaved = Infinity;
  }

  async function readAgain(noun: SearchableNoun, ids: string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += PIECE) {
      const piece = ids.slice(start, start + PIECE);
      take(noun, piece, await readRows(source, noun, single(piece)));
    }
  }

  function take(noun: SearchableNoun, ids: string[], rows: ReadRow[]): void {
    const read = new Map(rows.map((row) => [row.id, row]));
    for (const id of new Set([...ids, ...read.keys()])) {
      const row = read.get(id);
      if (row?.isInBin) binned.add(id);
      else binned.delete(id);
      if (row?.found && !row.isInBin) index.put(entryOf(noun, row, row.found), timesIn(row.found));
      else if (index.entry(`${noun}|${id}`)) forget(`${noun}|${id}`);
      unsaved++;
    }
  }

  function find({ text, noun, clientId, from, before }: Question): Found & { strictness: Strictness } {
    const { asked } = askedIn(text);
    if (asked.length === 0) return { entries: [], words: new Map(), strictness: "exact" };
    const keep = (entry: Entry) =>
      (noun === null || entry.noun === noun) &&
      (clientId === null || entry.parents.includes(clientId) || entry.key === `client|${clientId}`) &&
      (from === null || entry.at >= from) &&
      (before === null || entry.at < before) &&
      !entry.parents.some((parent) => binned.has(parent));
    const exact = index.find(asked, "exact", keep);
    if (exact.entries.length >= FEW) return { ...exact, strictness: "exact" };
    const near = index.find(asked, "near", keep);
    if (near.entries.length > exact.entries.length) {
      return { ...near, strictness: exact.entries.length > 0 ? "exact" : "near" };
    }
    if (exact.entries.length > 0 || asked.length < 2) return { ...exact, strictness: "exact" };
    return { ...index.find(asked, "any", keep), strictness: "any" };
  }

  /** Those of the entries that are there, with the passage that answers best; what is gone goes from the index too. */
  async function show(entries: Entry[], words: Found["words"], phrases: string[][]): Promise<Hit[]> {
    const read = new Map<string, ReadRow>();
    await Promise.all(
      searchableNouns.map(async (noun) => {
        const ids = entries.filter((entry) => entry.noun === noun).map(({ key }) => key.slice(noun.length + 1));
        if (ids.length === 0) return;
        for (const row of await readRows(source, noun, single(ids))) read.set(`${noun}|${row.id}`, row);
      }),
    );
    return entries.flatMap((entry) => {
      const row = read.get(entry.key);
      if (!row?.found || row.isInBin) {
        forget(entry.key);
        return [];
      }
      const { parts, on, title, at } = row.found;
      if (
        !phrases.every((phrase) => [title, ...parts.map(({ text }) => text)].some((text) => holdsPhrase(text, phrase)))
      )
        return [];
      const best = bestPassage(parts, words);
      const client = row.parents.map((id) => index.entry(`client|${id}`)).find((found) => found !== undefined);
      return {
        noun: entry.noun,
        id: row.id,
        title,
        at,
        on,
        client: client ? { id: client.key.slice("client|".length), name: client.title } : null,
        place: best?.part.place ?? "",
        placeName: best?.part.name ?? "",
        passage: best?.passage ?? { text: "", marks: [], isCutBefore: false, isCutAfter: false },
        words: best?.words ?? [],
      };
    });
  }

  return {
    async ask(question, say, isWanted = () => true) {
      await catchUp();
      if (!isWanted()) return;
      const { entries, words, strictness } = find(question);
      const { phrases } = askedIn(question.text);
      const hits: Hit[] = [];
      let gone = 0;
      for (let at = 0; at < entries.length && hits.length < question.limit;) {
        if (at > 0) say({ hits: [...hits], total: entries.length - gone, isWhole: false, strictness, reading, origin });
        const piece = entries.slice(at, at + (at === 0 ? FIRST : REST));
        at += piece.length;
        const shown = await show(piece, words, phrases);
        if (!isWanted()) return;
        gone += piece.length - shown.length;
        hits.push(...shown);
      }
      const some = hits.slice(0, question.limit);
      say({
        hits: some,
        total: Math.max(some.length, entries.length - gone),
        isWhole: true,
        strictness,
        reading,
        origin,
      });
    },

    async caughtUp() {
      await catchUp();
      while (building) {
        await building;
        await catchUp();
      }
    },

    unsaved: () => (building ? 0 : unsaved),

    async save() {
      if (!standing || building) return;
      unsaved = 0;
      await snapshots.save({ saved: index.saved(), standing: { ...standing, binned: [...binned] } });
    },
  };
}

function single(ids: string[]): { from: string; to: string }[] {
  return ids.map((id) => ({ from: id, to: id }));
}

function entryOf(noun: SearchableNoun, { id, parents }: ReadRow, { title, at }: Searchable): Entry {
  return { key: `${noun}|${id}`, noun, title, at, parents };
}

function timesIn({ title, parts }: Searchable): Map<string, number> {
  const times = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const { word } of wordsOf(text)) times.set(word, (times.get(word) ?? 0) + weight);
  };
  add(title, TITLE);
  for (const { text, also } of parts) {
    add(text, 1);
    if (also) add(also, 1);
  }
  return times;
}
