import { readFileSync } from "node:fs";

import { runHistory } from "../history.ts";
import { writeScript, type Script } from "../script.ts";
import { shrunk } from "../shrink.ts";
import { themesFor } from "./list.ts";

// node --import ./sim/mutants/patch.ts ./sim/mutants/one.ts play <file> ...
//   plays histories, and prints for each which law failed, if one did, as a line of JSON
// node --import ./sim/mutants/patch.ts ./sim/mutants/one.ts hunt <first seed> <seconds>
//   plays seeds until a law fails, and prints what failed with the shortest history in which it does

/** Which law failed in a history. */
export type Played = { law?: string; text?: string };
/** What a hunt found, if anything. */
export type Hunted = { seed: number; found?: { law: string; text: string; script: Script } };

// A mutant that merely crashes is not caught by that: only a law counts.
process.on("unhandledRejection", () => {});
const CRASHED = "the log cannot be folded";

const [how, ...rest] = process.argv.slice(2);
if (how === "play") {
  for (const file of rest) say(await played(JSON.parse(readFileSync(file, "utf8")) as Script)); // kept by run.ts
} else {
  const [first = 1, seconds = 60] = rest.map(Number);
  say(await hunted(first, seconds));
}
process.exit(0);

async function hunted(first: number, seconds: number): Promise<Hunted> {
  const end = performance.now() + seconds * 1_000;
  let seed = first;
  for (; performance.now() < end; seed++) {
    const script = writeScript(seed, themesFor(process.env["MUTANT"] ?? ""));
    const { law, text } = await played(script);
    if (law === undefined || text === undefined) continue;
    return { seed, found: { law, text, script: await shrunk(script, law, 120) } };
  }
  return { seed };
}

async function played(script: Script): Promise<Played> {
  const { violations } = await runHistory(script);
  const violation = violations.find(({ text }) => !text.includes(CRASHED));
  return violation ? { law: violation.law, text: violation.text } : {};
}

function say(what: Played | Hunted): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
