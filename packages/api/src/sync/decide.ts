import { createHash } from "node:crypto";

import { RefusedReason, type Mutation, type Outcome } from "../domain/mutation.ts";
import type { Cursor, MutationResult, Pushed } from "../domain/protocol.ts";
import { isPurged } from "../domain/purged.ts";
import type { LogEntry, Place, Put, SyncReads, SyncWrites, TextSize } from "./storage.ts";
import { becomesTooLong, becomesUnreadable } from "./text-length.ts";
import { isSurelyInOrder, textParts } from "./text-parts.ts";
import { wordsAreMissing } from "./words-missing.ts";
import { workingCopy } from "./working-copy.ts";

/** After this many failures of one mutation it is set aside, so that it delays later ones no longer. */
const ATTEMPTS = 3;

/** A clock that says the future by more than this is not believed, in ms. */
const AHEAD_MS = 2 * 60_000;

/** After a fork, a mutation waits this long for a parent that another device may still bring back, in ms. */
const PARENT_MS = 24 * 3_600_000;
const PARENT_MISSING = new Set<RefusedReason>([
  "client-unknown",
  "consent-unknown",
  "note-unknown",
  "summary-unknown",
  "addendum-unknown",
  "goal-unknown",
  "measurement-unknown",
  "preset-unknown",
]);

/** What is said of a mutation that took effect before and whose effect is here again. */
const IS_BACK = new Set<RefusedReason>([
  "client-exists",
  "consent-exists",
  "note-exists",
  "summary-exists",
  "summary-not-open",
  "note-signed",
  "note-unsigned",
  "signature-final",
  "signature-exists",
  "addendum-exists",
  "addendum-signed",
  "goal-exists",
  "measurement-exists",
  "preset-exists",
]);

/** Noted in the log of one that is applied again after a fork: its effect may have been here already. */
export const AGAIN = "again";

/** The mutations that may come one way, by name. */
export type Catalogue = Readonly<Record<string, Mutation<unknown>>>;

type Batch = {
  tx: SyncWrites;
  at: Cursor;
  deviceId: string;
  lastSeq: number;
  /** When the device last came from a history that this database does not hold, in ms. */
  forkedAt: number | null;
  now: number;
  mutations: readonly Pushed[];
  catalogue: Catalogue;
};

export type Decision = {
  results: MutationResult[];
  lastSeq: number;
  /** Whether anything was decided that was not decided before. */
  isNew: boolean;
  /** A mutation that broke, or waits for its parent: to be counted once the transaction is over. */
  failed: Failed | null;
  applied: Pushed[];
  written: Put[];
  /** How large the texts now are that were written. */
  texts: TextSize[];
  /** What refused mutations looked at. */
  touched: Place[];
};

/** `attempts`: 1 for one that broke, 0 for one that only waits. */
export type Failed = { seq: number; attempts: 0 | 1 };

/**
 * Decides a device's mutations one after the other, in its gapless order, within one write transaction. What was
 * decided before is answered from the log; a mutation whose mid is known came back on another way and does nothing.
 */
export async function decide(batch: Batch): Promise<Decision> {
  const { at, lastSeq } = batch;
  const mutations = timed(batch.mutations, batch.now);
  const firstNew = mutations.findIndex(({ seq }) => seq > lastSeq);
  const old = firstNew < 0 ? mutations : mutations.slice(0, firstNew);
  const results = await earlierResults(batch, old);
  const decision: Decision = { ...NOTHING, results, lastSeq, isNew: false, applied: [] };
  if (results.length < old.length || results.at(-1)?.status === "cloned") return decision;

  const { ready, known } = await readyOf(batch, mutations.slice(old.length));
  const fresh = ready.filter(
    (pushed, index) => !known.has(pushed.mid) && ready.findIndex(({ mid }) => mid === pushed.mid) === index,
  );
  const { outcomes, ...tried } = await tryAll(batch, fresh);
  Object.assign(decision, tried);

  const log: Logged[] = [];
  for (const pushed of ready) {
    const first = known.get(pushed.mid);
    const outcome = first ? { status: "duplicate" as const } : outcomes.get(pushed.mid);
    if (!outcome) break;
    const result = first
      ? { ...first, seq: pushed.seq }
      : resultOf(pushed.seq, outcome.status, codeOf(outcome), at.version);
    known.set(pushed.mid, result);
    log.push({ pushed, outcome });
    results.push(result);
    decision.lastSeq = pushed.seq;
    if (outcome.status === "applied") decision.applied.push(pushed);
  }
  decision.isNew = log.length > 0;
  await writeLog(batch, log);

  const next = mutations[results.length];
  if (next) results.push({ seq: next.seq, status: "wait" });
  return decision;
}

type Decided = Outcome | { status: "quarantined" } | { status: "duplicate" };
type Logged = { pushed: Pushed; outcome: Decided };
type Tried = Pick<Decision, "written" | "texts" | "touched" | "failed"> & { outcomes: Map<string, Decided> };
const NOTHING: Tried = { outcomes: new Map(), written: [], texts: [], touched: [], failed: null };

/** Takes back what cannot be put into a text. */
class NotInText extends Error {
  readonly reason: RefusedReason;
  constructor(reason: "text-too-long" | "words-missing") {
    super(reason);
    this.reason = reason;
  }
}

/** The mutations that can be decided now, up to the first gap or name unknown here, and what is known of their mids. */
async function readyOf(
  batch: Batch,
  mutations: readonly Pushed[],
): Promise<{ ready: Pushed[]; known: Map<string, MutationResult> }> {
  const { tx, lastSeq, catalogue } = batch;
  const gap = mutations.findIndex(({ seq }, index) => seq !== lastSeq + 1 + index);
  const gapless = gap < 0 ? mutations : mutations.slice(0, gap);
  const known = await firstResults(
    tx,
    gapless.map(({ mid }) => mid),
  );
  // Newer than this server: a rolling deploy. It will be known in a moment, so it is not refused.
  const isNewer = ({ name, v, mid }: Pushed) =>
    name !== "nothing" && !known.has(mid) && !(Object.hasOwn(catalogue, name) && v <= (catalogue[name]?.version ?? 0));
  const newer = gapless.findIndex(isNewer);
  return { ready: newer < 0 ? [...gapless] : gapless.slice(0, newer), known };
}

/** Runs mutations in one savepoint; when one of them breaks, all again, each in its own, up to the broken one. */
async function tryAll(batch: Batch, mutations: Pushed[]): Promise<Tried> {
  if (mutations.length === 0) return NOTHING;
  const tried = await batch.tx.savepoint(() => runAll(batch, mutations));
  if ("done" in tried) return tried.done;
  const [only] = mutations;
  if (mutations.length > 1 || !only) return oneByOne(batch, mutations);
  return tried.broken instanceof NotInText ? notInText(only, tried.broken.reason) : broken(batch, only);
}

async function runAll(batch: Batch, mutations: Pushed[]): Promise<Tried> {
  const { tx, deviceId, catalogue } = batch;
  const tried: Tried = { ...NOTHING, outcomes: new Map(), touched: [] };
  const copy = workingCopy(tx);
  for (const pushed of mutations) {
    const { name, v, mid, args, madeAt } = pushed;
    const mutation = catalogue[name];
    const store = copy.next();
    const again = pushed.was !== undefined;
    // Without a definition it is "nothing": taken back before it was sent.
    const outcome: Outcome = mutation
      ? await mutation.run(store, { v, args }, { mid, device: deviceId, at: madeAt, again })
      : { status: "applied" };
    if (outcome.status === "applied") store.keep();
    else if (await mayStillCome(batch, pushed, outcome.reason)) {
      tried.failed = { seq: pushed.seq, attempts: 0 };
      break;
    } else tried.touched.push(...store.touched());
    const isBack = again && outcome.status === "refused" && IS_BACK.has(outcome.reason);
    tried.outcomes.set(mid, isBack ? { status: "applied" } : outcome);
  }
  const written = await copy.flush();
  return { ...tried, written, texts: await measured(tx, written, mutations) };
}

/**
 * The sizes of the texts that were written. What came from a person just now must fit and be there to be read; what was
 * accepted once, stays.
 */
async function measured(tx: SyncWrites, written: readonly Put[], mutations: readonly Pushed[]): Promise<TextSize[]> {
  const updates = written.flatMap((put) => (put.noun === "note-update" ? [put.row] : []));
  const limited = new Set(mutations.filter(({ was }) => was === undefined).map(({ mid }) => mid));
  const sizes = await tx.textSizes([...new Set(updates.map(({ noteId }) => noteId))]);
  for (const size of sizes) {
    const own = updates.filter((row) => row.noteId === size.noteId && !isPurged(row));
    const all = new Set(own.map(({ update }) => update));
    if (isSurelyInOrder(size, all)) continue;
    const { parts, isWhole } = await textParts(tx, size.noteId);
    const added = new Set(own.filter(({ id }) => limited.has(id)).map(({ update }) => update));
    if (becomesUnreadable(parts, all) || becomesTooLong(parts, added)) throw new NotInText("text-too-long");
    // What a part brings that cannot be read, nobody knows: no typing fails by it.
    if (isWhole && wordsAreMissing(parts, added)) throw new NotInText("words-missing");
  }
  return sizes;
}

/** Whether a device that came from another history misses a parent that may still be brought back. */
async function mayStillCome({ tx, deviceId, forkedAt, now }: Batch, { seq }: Pushed, reason: RefusedReason) {
  if (forkedAt === null || !PARENT_MISSING.has(reason)) return false;
  const waits = await tx.failures(deviceId, seq);
  return now - Math.max(waits?.firstAt ?? 0, forkedAt) < PARENT_MS;
}

/**
 * The mutations with the times that count: the device's, unless its clock is not to be believed. Then it is the time of
 * arrival, each later than the one before it, so that nobody's later act loses against their own earlier one.
 */
function timed(mutations: readonly Pushed[], now: number): Pushed[] {
  let last = -1;
  return mutations.map(({ unsure, ...pushed }) => {
    const madeAt = unsure || pushed.madeAt > now + AHEAD_MS ? Math.max(now, last + 1) : pushed.madeAt;
    last = madeAt;
    return { ...pushed, madeAt };
  });
}

async function oneByOne(batch: Batch, mutations: Pushed[]): Promise<Tried> {
  const all: Tried = { ...NOTHING, outcomes: new Map(), written: [], touched: [] };
  for (const pushed of mutations) {
    const one = await tryAll(batch, [pushed]);
    for (const [mid, outcome] of one.outcomes) all.outcomes.set(mid, outcome);
    all.written.push(...one.written);
    const sizes = [...all.texts, ...one.texts].map((size) => [size.noteId, size] as const);
    all.texts = [...new Map(sizes).values()];
    all.touched.push(...one.touched);
    all.failed = one.failed;
    if (all.failed) return all;
  }
  return all;
}

/** A mutation broke: it waits, or, the third time, is set aside with its arguments. */
async function broken({ tx, deviceId }: Batch, { seq, mid }: Pushed): Promise<Tried> {
  const before = await tx.failures(deviceId, seq);
  if ((before?.attempts ?? 0) + 1 < ATTEMPTS) return { ...NOTHING, failed: { seq, attempts: 1 } };
  return { ...NOTHING, outcomes: new Map([[mid, { status: "quarantined" }]]) };
}

/** It waits for nobody: what would bring its words may stand behind it, and be refused as well. */
function notInText({ mid }: Pushed, reason: RefusedReason): Tried {
  return { ...NOTHING, outcomes: new Map([[mid, { status: "refused", reason }]]) };
}

async function writeLog({ tx, at, deviceId, now }: Batch, log: Logged[]): Promise<void> {
  if (log.length === 0) return;
  await tx.log(
    log.map(({ pushed, outcome }) => ({
      deviceId,
      seq: pushed.seq,
      mid: pushed.mid,
      name: pushed.name,
      argsV: pushed.v,
      argsHash: hashOf(pushed),
      status: outcome.status,
      code: outcome.status === "applied" && pushed.was !== undefined ? AGAIN : codeOf(outcome),
      version: at.version,
      args: pushed.args ?? null,
      madeAt: pushed.madeAt,
      receivedAt: now,
    })),
  );
}

/** What was decided before about these, up to the first that shows that the device was cloned: other words under a known seq. */
async function earlierResults({ tx, deviceId }: Batch, old: readonly Pushed[]): Promise<MutationResult[]> {
  if (old.length === 0) return [];
  const rows = await tx.logOf(
    deviceId,
    old.map(({ seq }) => seq),
  );
  const firsts = await firstResults(
    tx,
    rows.filter(({ status }) => status === "duplicate").map(({ mid }) => mid),
  );
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const results: MutationResult[] = [];
  for (const pushed of old) {
    const row = bySeq.get(pushed.seq);
    if (!row || !Buffer.from(row.argsHash).equals(hashOf(pushed)))
      return [...results, { seq: pushed.seq, status: "cloned" }];
    const first = row.status === "duplicate" ? firsts.get(row.mid) : undefined;
    results.push(first ? { ...first, seq: pushed.seq } : resultOf(row.seq, row.status, row.code, row.version));
  }
  return results;
}

/** What was decided about mids, whichever device brought them first. */
async function firstResults(tx: SyncReads, mids: string[]): Promise<Map<string, MutationResult>> {
  if (mids.length === 0) return new Map();
  const rows = await tx.firstDecisions(mids);
  return new Map(rows.map((row) => [row.mid, resultOf(row.seq, row.status, row.code, row.version)]));
}

function resultOf(seq: number, status: LogEntry["status"], code: string | null, version: number): MutationResult {
  if (status === "refused") return { seq, status, reason: RefusedReason.parse(code), version };
  return { seq, status: status === "quarantined" ? "quarantined" : "applied", version };
}

function codeOf(outcome: Decided): string | null {
  return outcome.status === "refused" ? outcome.reason : null;
}

function hashOf({ mid, name, v, args }: Pushed): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    createHash("sha256")
      .update(JSON.stringify([mid, name, v, args ?? null], sortedKeys))
      .digest(),
  );
}

/** A device may store and send the keys of an object in any order: the same words have the same hash. */
function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
