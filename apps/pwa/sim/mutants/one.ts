import { runHistory } from "../history.ts";
import { writeScript } from "../script.ts";

// node --import ./sim/mutants/patch.ts ./sim/mutants/one.ts <first seed> <seconds> [<only so many seeds>]
// Plays histories from a seed on until a law fails; prints what failed as one line of JSON.

const [first = 1, seconds = 60, most = Infinity] = process.argv.slice(2).map(Number);

// A mutant that merely crashes is not caught by that: only a law counts.
process.on("unhandledRejection", () => {});

const began = performance.now();
let seed = first;
let found: { law: string; text: string } | undefined;
for (; !found && seed < first + most && performance.now() - began < seconds * 1_000; seed++) {
  const { violations } = await runHistory(writeScript(seed));
  found = violations[0];
}
const took = Math.round((performance.now() - began) / 100) / 10;
process.stdout.write(
  `${JSON.stringify(found ? { seed: seed - 1, law: found.law, text: found.text, took } : { took })}\n`,
);
process.exit(0);
