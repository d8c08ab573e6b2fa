import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { mutants, type Mutant } from "./list.ts";

// pnpm sim:mutants: whether the laws would notice. Each mutant is a fault that systems like this really had, put into the
// sources while they are loaded. It is caught when a law fails, by name, in a history that passes without it.
// --hunt finds the histories anew and keeps their seeds. MUTANT_SECONDS is the longest hunt for one.

const SEEDS = join(import.meta.dirname, "seeds.json");
const REPORT = join(import.meta.dirname, "../../reports/mutants.json");
const SECONDS = Number(process.env["MUTANT_SECONDS"] ?? 60);
const AT_ONCE = 2;

type Found = { seed: number; law: string; text: string; took: number };
type Row = { mutant: Mutant; found: Found | undefined; how: "by its seed" | "hunted" };

const pinned = JSON.parse(readFileSync(SEEDS, "utf8")) as Record<string, number>; // written by this file
const isHunt = process.argv.includes("--hunt");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const wanted = mutants.filter(({ name }) => only.length === 0 || only.includes(name));

const rows: Row[] = [];
const left = [...wanted];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const row = await caught(mutant).catch((error: unknown): Row => {
        process.stderr.write(`${String(error)}\n`); // it does not even start: that shows nothing
        return { mutant, found: undefined, how: "hunted" };
      });
      rows.push(row);
      print(row);
    }
  }),
);

if (isHunt) {
  for (const { mutant, found } of rows) if (found) pinned[mutant.name] = found.seed;
  const known = mutants.flatMap(({ name }) => (pinned[name] === undefined ? [] : [[name, pinned[name]] as const]));
  writeFileSync(SEEDS, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
}
const checks = rows.map(({ mutant, found }) => ({
  name: `mutant: ${mutant.name}`,
  status: found ? "passed" : "failed",
  message: found ? "" : `No law noticed in ${SECONDS} s: ${mutant.story}`,
}));
mkdirSync(join(REPORT, ".."), { recursive: true });
writeFileSync(REPORT, JSON.stringify({ checks }));
const count = rows.filter(({ found }) => found).length;
process.stdout.write(`${count} of ${rows.length} caught\n`);
process.exit(count === rows.length ? 0 : 1);

/** By its seed, or else by a hunt; a history that fails without the mutant shows nothing. */
async function caught(mutant: Mutant): Promise<Row> {
  const seed = pinned[mutant.name];
  if (seed !== undefined && !isHunt) {
    const found = await play(mutant.name, seed, SECONDS, 1);
    if (found && !(await play("", seed, SECONDS, 1))) return { mutant, found, how: "by its seed" };
  }
  const end = performance.now() + SECONDS * 1_000;
  for (let first = 1; performance.now() < end;) {
    const found = await play(mutant.name, first, (end - performance.now()) / 1_000);
    if (!found) break;
    if (!(await play("", found.seed, SECONDS, 1))) return { mutant, found, how: "hunted" };
    first = found.seed + 1;
  }
  return { mutant, found: undefined, how: "hunted" };
}

function play(mutant: string, first: number, seconds: number, most?: number): Promise<Found | undefined> {
  const file = (name: string) => join(import.meta.dirname, name);
  const args = ["--disable-warning=ExperimentalWarning", "--import", file("patch.ts"), file("one.ts")];
  args.push(String(first), String(seconds), ...(most === undefined ? [] : [String(most)]));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MUTANT: mutant },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", error: "" };
    child.stdout.on("data", (text) => (said.out += String(text)));
    child.stderr.on("data", (text) => (said.error += String(text)));
    // One that can no longer get on, or never ends, is not caught by that.
    const limit = setTimeout(() => child.kill("SIGKILL"), (seconds + 30) * 1_000);
    child.on("close", (_code, signal) => {
      clearTimeout(limit);
      const line = said.out.trim().split("\n").at(-1) ?? "";
      if (!line.startsWith("{"))
        return signal
          ? resolve(undefined)
          : reject(new Error(`${mutant || "no mutant"}: ${said.error.slice(0, 2_000)}`));
      const found = JSON.parse(line) as Partial<Found>; // printed by one.ts
      resolve(found.law === undefined ? undefined : (found as Found));
    });
  });
}

function print({ mutant, found, how }: Row): void {
  const columns = found
    ? [
        found.law.padEnd(4),
        `seed ${found.seed}`.padEnd(11),
        `${found.took} s`.padEnd(8),
        "tier A",
        how,
        "·",
        mutant.story,
      ]
    : ["NOT CAUGHT", mutant.story];
  process.stdout.write(`${mutant.name.padEnd(34)} ${columns.join("  ")}\n`);
}
