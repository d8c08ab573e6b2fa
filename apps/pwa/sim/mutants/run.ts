import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { mutants, type Mutant } from "./list.ts";
import type { Hunted, Played } from "./one.ts";

// pnpm sim:mutants [NAME ...]: whether the laws would notice. Each mutant is a fault that systems like this really had, put
// into the sources while they are loaded. It is caught when a law fails, by name, in a history that passes without it.
// Those histories are kept beside this file. --hunt finds them anew; MUTANT_SECONDS is the longest hunt for one.

const HISTORIES = join(import.meta.dirname, "histories");
const REPORT = join(import.meta.dirname, "../../reports/mutants.json");
const HUNT_SECONDS = Number(process.env["MUTANT_SECONDS"] ?? 60);
/** One history of a few steps takes far less; a mutant that never ends is not caught by that. */
const PLAY_SECONDS = 60;
/** The shortest history may take that long to find once there is any. */
const SHRINK_SECONDS = 240;
const AT_ONCE = 2;

type Row = { mutant: Mutant; seed: number | undefined; law: string | undefined; why: string; seconds: number };

const isHunt = process.argv.includes("--hunt");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const wanted = mutants.filter(({ name }) => only.length === 0 || only.includes(name));

mkdirSync(HISTORIES, { recursive: true });
const kept = wanted.filter(({ name }) => existsSync(fileOf(name)));
// All of them in one process, without any mutant: none may fail.
const sound = new Map<string, Played>();
if (!isHunt && kept.length) {
  const all = await inProcess<Played>("", PLAY_SECONDS * 5, "play", ...kept.map(({ name }) => fileOf(name)));
  kept.forEach(({ name }, index) => sound.set(name, all[index] ?? { law: "?", text: "it did not end" }));
}

const rows: Row[] = [];
const left = [...wanted];
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const row = await (isHunt ? hunt(mutant) : replay(mutant));
      rows.push(row);
      print(row);
    }
  }),
);

const checks = rows.map(({ mutant, law, why }) => ({
  name: `mutant: ${mutant.name}`,
  status: law ? "passed" : "failed",
  message: law ? "" : `${why}: ${mutant.story}`,
}));
mkdirSync(join(REPORT, ".."), { recursive: true });
writeFileSync(REPORT, JSON.stringify({ checks }));
const count = rows.filter(({ law }) => law).length;
process.stdout.write(`${count} of ${rows.length} caught\n`);
process.exit(count === rows.length ? 0 : 1);

/** By the history that is kept for it. */
async function replay(mutant: Mutant): Promise<Row> {
  const began = performance.now();
  const row = (law: string | undefined, why: string): Row => {
    return { mutant, seed: undefined, law, why, seconds: (performance.now() - began) / 1_000 };
  };
  const control = sound.get(mutant.name);
  if (!control) return row(undefined, "no history is kept for it (--hunt)");
  if (control.law) return row(undefined, `its history fails without it: ${control.law} ${control.text}`);
  const [played] = await inProcess<Played>(mutant.name, PLAY_SECONDS, "play", fileOf(mutant.name));
  return row(played?.law, played?.law ? (played.text ?? "") : "no law noticed (--hunt)");
}

/** By history after history; one that fails without the mutant shows nothing. */
async function hunt(mutant: Mutant): Promise<Row> {
  const began = performance.now();
  const took = () => (performance.now() - began) / 1_000;
  for (let first = 1; took() < HUNT_SECONDS;) {
    const rest = HUNT_SECONDS - took();
    const [hunted] = await inProcess<Hunted>(
      mutant.name,
      rest + SHRINK_SECONDS,
      "hunt",
      String(first),
      String(rest),
    ).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`); // it does not even start: that shows nothing
      return [];
    });
    if (!hunted?.found) break;
    const { law, text, script } = hunted.found;
    writeFileSync(fileOf(mutant.name), `${JSON.stringify(script, null, 1)}\n`);
    const [control] = await inProcess<Played>("", PLAY_SECONDS, "play", fileOf(mutant.name));
    if (control && !control.law) return { mutant, seed: hunted.seed, law, why: text, seconds: took() };
    first = hunted.seed + 1;
  }
  return { mutant, seed: undefined, law: undefined, why: `no law noticed in ${HUNT_SECONDS} s`, seconds: took() };
}

/** What a process with a mutant in it says, line by line; nothing when it does not end in time. */
function inProcess<Said>(mutant: string, seconds: number, ...what: string[]): Promise<Said[]> {
  const file = (name: string) => join(import.meta.dirname, name);
  const args = ["--disable-warning=ExperimentalWarning", "--import", file("patch.ts"), file("one.ts"), ...what];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MUTANT: mutant },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", error: "" };
    child.stdout.on("data", (text) => (said.out += String(text)));
    child.stderr.on("data", (text) => (said.error += String(text)));
    const limit = setTimeout(() => child.kill("SIGKILL"), seconds * 1_000);
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      if (code !== 0 && !signal) return reject(new Error(`${mutant || "no mutant"}: ${said.error.slice(0, 2_000)}`));
      resolve(said.out.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Said] : []))); // printed by one.ts
    });
  });
}

function fileOf(name: string): string {
  return join(HISTORIES, `${name}.json`);
}

function print({ mutant, seed, law, why, seconds }: Row): void {
  const columns = law
    ? [law.padEnd(4), seed === undefined ? "kept" : `seed ${seed}`, `${seconds.toFixed(1)} s`, "tier A", mutant.story]
    : ["NOT CAUGHT", why, "·", mutant.story];
  process.stdout.write(`${mutant.name.padEnd(34)} ${columns.join("  ")}\n`);
}
