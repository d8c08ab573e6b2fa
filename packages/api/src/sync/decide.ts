import { createHash } from "node:crypto";

import { isTransient, type At, type DataKey, type Tx } from "@cliently/db";

import { type Mutation, type Outcome } from "../domain/mutation.ts";
import type { MutationResult, Pushed } from "../domain/protocol.ts";
import { prismaStore, type Touched, type Written } from "./prisma-store.ts";

/** After this many failures of one mutation it is set aside, so that it delays later ones no longer. */
const ATTEMPTS = 3;

/** A clock that says the future by more than this is not believed, in ms. */
const AHEAD_MS = 2 * 60_000;

type Batch = {
  tx: Tx;
  at: At;
  accountId: string;
  key: DataKey;
  deviceId: string;
  lastSeq: number;
  now: number;
  mutations: readonly Pushed[];
  /** The mutations that may come this way, by name. */
  catalogue: Record<string, Mutation<unknown>>;
};

export type Decision = {
  results: MutationResult[];
  lastSeq: number;
  /** Whether anything was decided that was not decided before. */
  isNew: boolean;
  /** Whether a mutation broke and its failure was counted. */
  hasFailed: boolean;
  applied: Pushed[];
  written: Written[];
  /** What refused mutations looked at. */
  touched: Touched[];
};

/**
 * Decides a device's mutations one after the other, in its gapless order, within one write transaction. What was
 * decided before is answered from the log; a mutation whose mid is known came back on another way and does nothing.
 */
export async function decide(batch: Batch): Promise<Decision> {
  const { tx, at, accountId, key, deviceId, mutations, now } = batch;
  const decision: Decision = { results: [], lastSeq: batch.lastSeq, isNew: false, hasFailed: false, applied: [], written: [], touched: [] };
  const seen = await resultsBySeq(batch);
  const known = await midsAmong(batch);

  for (const pushed of mutations) {
    const earlier = seen.get(pushed.seq);
    if (earlier) {
      decision.results.push(earlier);
      if (earlier.status === "cloned") break;
      continue;
    }
    if (pushed.seq !== decision.lastSeq + 1) {
      decision.results.push({ seq: pushed.seq, status: "wait" });
      break;
    }
    const outcome = known.has(pushed.mid) ? { status: "duplicate" as const } : await attempt(batch, pushed, decision);
    if (outcome.status === "wait") {
      decision.results.push({ seq: pushed.seq, status: "wait" });
      break;
    }

    await tx.mutationLog.create({
      data: {
        accountId,
        deviceId,
        seq: pushed.seq,
        mid: pushed.mid,
        name: pushed.name,
        argsV: pushed.v,
        argsHash: hashOf(pushed),
        status: outcome.status,
        code: outcome.status === "refused" ? outcome.reason : null,
        version: at.version,
        madeAt: new Date(pushed.madeAt),
        receivedAt: new Date(now),
        keyVersion: key.version,
        sealed: key.sealJson("mutation_log", pushed.mid, pushed.args ?? null),
      },
    });
    known.set(pushed.mid, resultOf(pushed.seq, outcome.status, outcome.status === "refused" ? outcome.reason : null, at.version));
    decision.results.push(outcome.status === "duplicate" ? { ...known.get(pushed.mid)!, seq: pushed.seq } : known.get(pushed.mid)!); // set above, or the reason it is a duplicate
    decision.lastSeq = pushed.seq;
    decision.isNew = true;
    if (outcome.status === "applied") decision.applied.push(pushed);
  }
  return decision;
}

type Tried = Outcome | { status: "quarantined" } | { status: "wait" };

async function attempt(batch: Batch, pushed: Pushed, decision: Decision): Promise<Tried> {
  const { tx, accountId, key, deviceId, catalogue, now } = batch;
  if (pushed.name === "nothing") return { status: "applied" };
  const mutation = Object.hasOwn(catalogue, pushed.name) ? catalogue[pushed.name] : undefined;
  // Newer than this server: a rolling deploy. It will be known in a moment, so it is not refused.
  if (!mutation || pushed.v > mutation.version) return { status: "wait" };

  const store = prismaStore(tx, accountId, key);
  await tx.$executeRawUnsafe("SAVEPOINT mutation");
  try {
    const at = pushed.madeAt > now + AHEAD_MS ? now : pushed.madeAt;
    const outcome = await mutation.run(store, pushed.args, { mid: pushed.mid, device: deviceId, at });
    if (outcome.status === "applied") decision.written.push(...(await store.flush()));
    else decision.touched.push(...store.touched());
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT mutation");
    return outcome;
  } catch (error) {
    if (isTransient(error)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT mutation");
    decision.hasFailed = true;
    return (await countFailure(batch, pushed)) < ATTEMPTS ? { status: "wait" } : { status: "quarantined" };
  }
}

async function countFailure({ tx, accountId, deviceId, now }: Batch, { seq }: Pushed): Promise<number> {
  const lastAt = new Date(now);
  const { attempts } = await tx.poison.upsert({
    where: { accountId_deviceId_seq: { accountId, deviceId, seq } },
    create: { accountId, deviceId, seq, attempts: 1, lastAt },
    update: { attempts: { increment: 1 }, lastAt },
  });
  return attempts;
}

/** What was decided before about these seqs; other arguments under a seq mean that the device was cloned. */
async function resultsBySeq({ tx, accountId, deviceId, lastSeq, mutations }: Batch): Promise<Map<number, MutationResult>> {
  const old = mutations.filter(({ seq }) => seq <= lastSeq);
  if (old.length === 0) return new Map();
  const rows = await tx.mutationLog.findMany({
    where: { accountId, deviceId, seq: { in: old.map(({ seq }) => seq) } },
    select: { seq: true, mid: true, argsHash: true, status: true, code: true, version: true },
  });
  const firsts = await firstDecisions(tx, accountId, rows.filter(({ status }) => status === "duplicate").map(({ mid }) => mid));
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  return new Map(
    old.map((pushed) => {
      const row = bySeq.get(pushed.seq);
      if (!row || !Buffer.from(row.argsHash).equals(hashOf(pushed))) return [pushed.seq, { seq: pushed.seq, status: "cloned" }];
      const first = row.status === "duplicate" ? firsts.get(row.mid) : undefined;
      return [pushed.seq, first ? { ...first, seq: pushed.seq } : resultOf(row.seq, row.status, row.code, row.version)];
    }),
  );
}

/** The mids of new mutations that came before on another way, with what was decided then. */
function midsAmong({ tx, accountId, lastSeq, mutations }: Batch): Promise<Map<string, MutationResult>> {
  return firstDecisions(tx, accountId, mutations.filter(({ seq }) => seq > lastSeq).map(({ mid }) => mid));
}

async function firstDecisions(tx: Tx, accountId: string, mids: string[]): Promise<Map<string, MutationResult>> {
  if (mids.length === 0) return new Map();
  const rows = await tx.mutationLog.findMany({
    where: { accountId, mid: { in: mids }, status: { not: "duplicate" } },
    select: { seq: true, mid: true, status: true, code: true, version: true },
  });
  return new Map(rows.map((row) => [row.mid, resultOf(row.seq, row.status, row.code, row.version)]));
}

function resultOf(seq: number, status: string, code: string | null, version: number): MutationResult {
  if (status === "refused") return { seq, status, reason: code as never, version }; // written above from an Outcome
  return { seq, status: status === "quarantined" ? "quarantined" : "applied", version };
}

function hashOf({ mid, name, v, args }: Pushed): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(JSON.stringify([mid, name, v, args ?? null])).digest());
}
