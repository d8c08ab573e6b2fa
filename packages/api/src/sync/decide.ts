import { createHash } from "node:crypto";

import { RefusedReason, type Mutation, type Outcome } from "../domain/mutation.ts";
import type { Cursor, MutationResult, Pushed } from "../domain/protocol.ts";
import type { LogEntry, Place, Put, SyncReads, SyncWrites } from "./storage.ts";
import { workingCopy } from "./working-copy.ts";

/** After this many failures of one mutation it is set aside, so that it delays later ones no longer. */
const ATTEMPTS = 3;

/** A clock that says the future by more than this is not believed, in ms. */
const AHEAD_MS = 2 * 60_000;

/** The mutations that may come one way, by name. */
export type Catalogue = Readonly<Record<string, Mutation<unknown>>>;

type Batch = {
  tx: SyncWrites;
  at: Cursor;
  deviceId: string;
  lastSeq: number;
  now: number;
  mutations: readonly Pushed[];
  catalogue: Catalogue;
};

export type Decision = {
  results: MutationResult[];
  lastSeq: number;
  /** Whether anything was decided that was not decided before. */
  isNew: boolean;
  /** The seq of a mutation that broke and is to be counted, once the transaction is over. */
  failed: number | null;
  applied: Pushed[];
  written: Put[];
  /** What refused mutations looked at. */
  touched: Place[];
};

/**
 * Decides a device's mutations one after the other, in its gapless order, within one write transaction. What was
 * decided before is answered from the log; a mutation whose mid is known came back on another way and does nothing.
 */
export async function decide(batch: Batch): Promise<Decision> {
  const { at, lastSeq, mutations } = batch;
  const firstNew = mutations.findIndex(({ seq }) => seq > lastSeq);
  const old = firstNew < 0 ? mutations : mutations.slice(0, firstNew);
  const results = await earlierResults(batch, old);
  const decision: Decision = { results, lastSeq, isNew: false, failed: null, applied: [], written: [], touched: [] };
  if (results.length < old.length || results.at(-1)?.status === "cloned") return decision;

  const { ready, known } = await readyOf(batch, mutations.slice(old.length));
  const fresh = ready.filter(
    (pushed, index) => !known.has(pushed.mid) && ready.findIndex(({ mid }) => mid === pushed.mid) === index,
  );
  const tried = await tryAll(batch, fresh);
  decision.written = tried.written;
  decision.touched = tried.touched;
  decision.failed = tried.failed;

  const log: Logged[] = [];
  for (const pushed of ready) {
    const first = known.get(pushed.mid);
    const outcome = first ? { status: "duplicate" as const } : tried.outcomes.get(pushed.mid);
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
type Tried = { outcomes: Map<string, Decided>; written: Put[]; touched: Place[]; failed: number | null };
const NOTHING: Tried = { outcomes: new Map(), written: [], touched: [], failed: null };

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
  return mutations.length === 1 && only ? broken(batch, only) : oneByOne(batch, mutations);
}

async function runAll({ tx, deviceId, now, catalogue }: Batch, mutations: Pushed[]): Promise<Tried> {
  const tried: Tried = { ...NOTHING, outcomes: new Map(), touched: [] };
  const copy = workingCopy(tx);
  for (const pushed of mutations) {
    const { name, v, mid, args } = pushed;
    const mutation = catalogue[name];
    const store = copy.next();
    // Without a definition it is "nothing": taken back before it was sent.
    const outcome: Outcome = mutation
      ? await mutation.run(store, { v, args }, { mid, device: deviceId, at: timeOf(pushed, now) })
      : { status: "applied" };
    if (outcome.status === "applied") store.keep();
    else tried.touched.push(...store.touched());
    tried.outcomes.set(mid, outcome);
  }
  return { ...tried, written: await copy.flush() };
}

/** The time of an edit that counts: the device's, unless its clock is not to be believed. */
function timeOf({ madeAt, unsure }: Pushed, now: number): number {
  return unsure || madeAt > now + AHEAD_MS ? now : madeAt;
}

async function oneByOne(batch: Batch, mutations: Pushed[]): Promise<Tried> {
  const all: Tried = { ...NOTHING, outcomes: new Map(), written: [], touched: [] };
  for (const pushed of mutations) {
    const one = await tryAll(batch, [pushed]);
    for (const [mid, outcome] of one.outcomes) all.outcomes.set(mid, outcome);
    all.written.push(...one.written);
    all.touched.push(...one.touched);
    all.failed = one.failed;
    if (all.failed !== null) return all;
  }
  return all;
}

/** A mutation broke: it waits, or, the third time, is set aside with its arguments. */
async function broken({ tx, deviceId }: Batch, { seq, mid }: Pushed): Promise<Tried> {
  const before = await tx.failures(deviceId, seq);
  if ((before?.attempts ?? 0) + 1 < ATTEMPTS) return { ...NOTHING, failed: seq };
  return { ...NOTHING, outcomes: new Map([[mid, { status: "quarantined" }]]) };
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
      code: codeOf(outcome),
      version: at.version,
      args: pushed.args ?? null,
      madeAt: timeOf(pushed, now),
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
