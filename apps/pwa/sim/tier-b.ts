import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { aPractice } from "@cliently/api/testing";

import { runHistory } from "./history.ts";
import { postgresFor } from "./postgres.ts";
import { writeScript, type Action } from "./script.ts";
import { add, type Result } from "./worker.ts";

/** What only a database in memory can do: a backup of Postgres is restored in restored-backup.test.ts. */
const NOT_HERE = new Set<Action["does"]>(["backup", "restore", "busy"]);
const MOST_BROKEN = 3;

/**
 * Tier B: the same worlds over a real Postgres, where transactions of two processes run at the same moment. A seed does
 * not tell their interleaving, so that of a broken history is written down.
 */
export async function workOnPostgres(first: number, seconds: number): Promise<Result> {
  const result: Result = { histories: 0, steps: 0, lastSeed: first, tested: {}, met: {}, broken: [] };
  const practice = await aPractice({ connections: 12 });
  try {
    const end = performance.now() + seconds * 1_000;
    for (let seed = first; performance.now() < end && result.broken.length < MOST_BROKEN; seed++) {
      const script = writeScript(seed);
      const actions = script.actions.filter(({ does }) => !NOT_HERE.has(does));
      const postgres = await postgresFor(practice, script.config.accounts);
      const { violations, steps, tested, met } = await runHistory({ ...script, actions }, { postgres });
      result.histories++;
      result.steps += steps;
      result.lastSeed = seed;
      for (const [law, times] of Object.entries(tested)) add(result.tested, law, times);
      for (const [what, times] of met) add(result.met, what, times);
      add(result.met, "transactions at the same moment", overlapsIn(postgres.happened));
      const [violation] = violations;
      if (!violation) continue;
      const file = join(tmpdir(), `sim-B-${violation.law}-${seed}.txt`);
      writeFileSync(file, postgres.happened.join("\n"));
      result.broken.push({ seed, law: violation.law, text: `${violation.text} (its interleaving: ${file})` });
    }
  } finally {
    await practice[Symbol.asyncDispose]();
  }
  return result;
}

/** How many transactions began while another was under way. */
function overlapsIn(happened: readonly string[]): number {
  let open = 0;
  let overlaps = 0;
  for (const line of happened) {
    if (/ (read|write|note)$/.test(line)) {
      if (open > 0) overlaps++;
      open++;
    } else if (line.endsWith(" over")) open--;
  }
  return overlaps;
}
