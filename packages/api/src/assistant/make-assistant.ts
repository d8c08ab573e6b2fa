import { actAs } from "@cliently/db";

import type { Services } from "../context.ts";
import { newId } from "../domain/new-id.ts";
import type { SyncEvent } from "../domain/protocol.ts";
import type { Row } from "../domain/store.ts";
import { promptFor } from "../domain/summary/prompt.ts";
import { commitAsServer } from "../sync/server-commit.ts";
import type { Assistant } from "./assistant.ts";
import { ProviderFailure, type Provider } from "./provider.ts";
import { openRuns } from "./runs.ts";
import { sourceFor } from "./source.ts";

type Parts = Pick<Services, "db" | "keys" | "storage" | "bus" | "clock" | "random" | "log">;

/** How long a provider may take in all and between two words, and how often the words so far are stored, in ms. */
type Limits = { totalMs: number; idleMs: number; saveMs: number };
const LIMITS: Limits = { totalMs: 60_000, idleMs: 20_000, saveMs: 500 };

/** The longest summary that is kept, in UTF-16 units. */
const LONGEST_TEXT = 40_000;

/** Why a run was ended from outside. */
type Ended = "stopped" | "interrupted" | "provider-timeout";

type Run = { accountId: string; text: string; end: (why: Ended) => void; over: Promise<void> };
type End = { status: "draft" | "stopped" | "interrupted" | "failed"; failure: Row<"summary">["failure"] };

/** Writes the summaries that people ask for, with this provider, in this process. */
export function makeAssistant(parts: Parts, provider: Provider, limits: Limits = LIMITS): Assistant {
  const { db, storage, bus, clock, random, log } = parts;
  const runs = openRuns(parts);
  const here = new Map<string, Run>();
  const owner = newId(clock(), random);
  const { write: _, ...facts } = provider;

  function begin(accountId: string, id: string): void {
    if (here.has(id)) return;
    const ended = new AbortController();
    const run: Run = { accountId, text: "", end: (why) => ended.abort(why), over: Promise.resolve() };
    here.set(id, run);
    run.over = perform(run, id, ended.signal)
      .catch((error: unknown) => log("summary.broke", { kind: error instanceof Error ? error.name : "unknown" }))
      .finally(() => here.delete(id));
  }

  async function perform(run: Run, id: string, ended: AbortSignal): Promise<void> {
    const { accountId } = run;
    const summary = await summaryOf(accountId, id);
    if (summary?.status !== "requested" || !(await runs.claim(accountId, id, owner))) return;

    const end = await attempt(run, summary, ended);
    if (end) await finish(accountId, id, run.text, end);
    await runs.release(accountId, id);
  }

  /** Undefined: it was taken back before it began. */
  async function attempt(run: Run, summary: Row<"summary">, ended: AbortSignal): Promise<End | undefined> {
    const { accountId } = run;
    const { id, style, length } = summary;
    try {
      const source = await sourceFor(parts, accountId, summary);
      const begun = await commitAsServer(parts, accountId, {
        name: "summary.begin",
        args: { id, provider: facts.provider, model: facts.model },
        mid: newId(clock(), random),
      });
      if (begun.status === "refused") return undefined;

      const prompt = promptFor(source, { style, length }, Buffer.from(random(12)).toString("hex"));
      await noteRequest(accountId, id, prompt.instruction.length + prompt.content.length);
      await writeOut(run, id, provider.write({ source, prompt, wish: { style, length } }, ended), ended);
      return run.text.trim() ? { status: "draft", failure: null } : { status: "failed", failure: "provider-broke-off" };
    } catch (error) {
      return endOf(error, ended);
    }
  }

  /** Publishes each word as it comes and stores them now and then, until there are no more or time is up. */
  async function writeOut(run: Run, id: string, words: AsyncIterable<string>, ended: AbortSignal): Promise<void> {
    const { accountId } = run;
    const total = setTimeout(() => run.end("provider-timeout"), limits.totalMs);
    let idle = setTimeout(() => run.end("provider-timeout"), limits.idleMs);
    const saving = setInterval(() => {
      runs.save(accountId, id, run.text).then(
        (shallStop) => shallStop && run.end("stopped"),
        () => {},
      ); // the next one tries again
    }, limits.saveMs);
    try {
      for await (const word of untilEnded(words, ended)) {
        clearTimeout(idle);
        idle = setTimeout(() => run.end("provider-timeout"), limits.idleMs);
        const text = word.slice(0, LONGEST_TEXT - run.text.length);
        bus.publish(accountId, { kind: "words", summary: id, offset: run.text.length, text });
        run.text += text;
      }
    } finally {
      clearTimeout(total);
      clearTimeout(idle);
      clearInterval(saving);
    }
  }

  async function finish(accountId: string, id: string, text: string, { status, failure }: End): Promise<void> {
    const args = { id, status, text, failure, finishedAt: clock() };
    await commitAsServer(parts, accountId, { name: "summary.finish", args, mid: newId(clock(), random) });
  }

  async function noteRequest(accountId: string, summaryId: string, characters: number): Promise<void> {
    const { provider: name, model } = facts;
    const at = new Date(clock());
    await actAs(db, accountId, (tx) =>
      tx.aiRequest.create({
        data: { accountId, id: newId(clock(), random), at, summaryId, provider: name, model, characters },
      }),
    );
  }

  async function summaryOf(accountId: string, id: string): Promise<Row<"summary"> | undefined> {
    return storage.read(accountId, (tx) => tx.get("summary", id));
  }

  return {
    facts,
    requested: begin,

    stopped(accountId, id) {
      const run = here.get(id);
      if (run) run.end("stopped");
      else void runs.askToStop(accountId, id).catch(() => log("summary.stop-lost", {}));
    },

    async wordsSince(accountId, heard) {
      const elsewhere = (await runs.of(accountId)).filter(({ id }) => !here.has(id));
      const own = [...here].filter(([, run]) => run.accountId === accountId).map(([id, { text }]) => ({ id, text }));
      return [...own, ...elsewhere].flatMap(({ id, text }): SyncEvent[] => {
        const offset = Math.min(heard[id] ?? 0, text.length);
        return offset < text.length ? [{ kind: "words", summary: id, offset, text: text.slice(offset) }] : [];
      });
    },

    async sweep() {
      for (const { accountId, id, status } of await runs.left()) {
        if (here.has(id)) continue;
        if (status === "requested") begin(accountId, id);
        else {
          await finish(accountId, id, await runs.stored(accountId, id), { status: "interrupted", failure: null });
          await runs.release(accountId, id);
        }
      }
    },

    async drain() {
      const running = [...here.values()];
      for (const { end } of running) end("interrupted");
      await Promise.all(running.map(({ over }) => over));
    },
  };
}

function endOf(error: unknown, ended: AbortSignal): End {
  const why = ended.aborted ? (ended.reason as Ended) : undefined; // `Run.end` is the only one to abort
  if (why === "stopped" || why === "interrupted") return { status: why, failure: null };
  if (why) return { status: "failed", failure: why };
  if (error instanceof ProviderFailure) return { status: "failed", failure: error.failure };
  return { status: "failed", failure: "provider-broke-off" };
}

/** The words until `ended` is aborted, also when whoever gives them does not listen to it and hangs. */
async function* untilEnded(words: AsyncIterable<string>, ended: AbortSignal): AsyncGenerator<string> {
  const iterator = words[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_, reject) => {
    if (ended.aborted) reject(new Error("ended"));
    ended.addEventListener("abort", () => reject(new Error("ended")));
  });
  aborted.catch(() => {});
  for (;;) {
    const next = iterator.next();
    next.catch(() => {}); // it may fail long after nobody waits for it
    const result: IteratorResult<string, unknown> = await Promise.race([next, aborted]);
    if (result.done) return;
    yield result.value;
  }
}
