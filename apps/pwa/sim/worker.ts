import { runHistory } from "./history.ts";
import type { Law } from "./laws.ts";
import { writeScript } from "./script.ts";

/** What one worker comes to: it plays every `stride`-th seed from `first` on until its time is over or a law is broken. */
export type Work = { first: number; stride: number; seconds: number };
export type Result = {
  histories: number;
  steps: number;
  lastSeed: number;
  tested: Partial<Record<Law, number>>;
  met: Record<string, number>;
  broken: { seed: number; law: Law; text: string }[];
};

const MOST_BROKEN = 3;

export async function work({ first, stride, seconds }: Work): Promise<Result> {
  const result: Result = { histories: 0, steps: 0, lastSeed: first, tested: {}, met: {}, broken: [] };
  const end = performance.now() + seconds * 1_000;
  for (let seed = first; performance.now() < end && result.broken.length < MOST_BROKEN; seed += stride) {
    const { violations, steps, tested, met } = await runHistory(writeScript(seed));
    result.histories++;
    result.steps += steps;
    result.lastSeed = seed;
    for (const [law, times] of Object.entries(tested)) add(result.tested, law, times);
    for (const [what, times] of met) add(result.met, what, times);
    const [violation] = violations;
    if (violation) result.broken.push({ seed, law: violation.law, text: violation.text });
  }
  return result;
}

export function add(counts: Record<string, number>, name: string, more: number): void {
  counts[name] = (counts[name] ?? 0) + more;
}
