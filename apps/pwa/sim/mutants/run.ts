import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { Script } from "../script.ts";
import { mutants, type LawTest, type Mutant } from "./list.ts";
import type { Hunted, Played } from "./one.ts";

// pnpm sim:mutants [NAME ...]: whether the laws would notice. Each mutant is a fault that systems like this really had, put
// into the sources while they are loaded. It is caught when a law fails, by name, in a history that passes without it.
// Those histories are kept beside this file. --hunt finds them anew; MUTANT_SECONDS is the longest hunt for one.

const HISTORIES = join(import.meta.dirname, "histories");
const REPORT = join(import.meta.dirname, "../../reports/mutants.json");
const REPOSITORY = join(import.meta.dirname, "../../../..");
const HUNT_SECONDS = Number(process.env["MUTANT_SECONDS"] ?? 60);
/** One history of a few steps takes far less; a mutant that never ends is not caught by that. */
const PLAY_SECONDS = 30;
const TEST_SECONDS = 60;
/** All kept histories together take a fraction of this; whatever is not played by then is not caught. */
const ALL_SECONDS = 150;
/** The shortest history may take that long to find once there is any. */
const SHRINK_SECONDS = 240;
/** So many histories are kept for each, since a change of the sources may turn one into another. */
const KEPT = 3;
const AT_ONCE = process.argv.includes("--hunt") ? 1 : 2;
const STARTED = performance.now();

/** `how`: by which seeds. */
type Row = { mutant: Mutant; how: string; law: string | undefined; why: string; seconds: number };

const isHunt = process.argv.includes("--hunt");
const only = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const wanted = mutants.filter(({ name }) => only.length === 0 || only.includes(name));

mkdirSync(HISTORIES, { recursive: true });
// All of them in one process, without any mutant: none may fail.
const sound = new Map<string, Played>();
if (!isHunt) {
  const kept = wanted.flatMap(({ name }) => filesOf(name));
  const all = kept.length ? await inProcess<Played>("", ALL_SECONDS / 2, "play", ...kept) : [];
  kept.forEach((file, index) => sound.set(file, all[index] ?? { law: "?", text: "it did not end" }));
}

const rows: Row[] = [];
// What takes longest begins first.
const left = wanted.toSorted((a, b) => Number(Boolean(b.test)) - Number(Boolean(a.test)));
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const row = await (mutant.test ? tested(mutant, mutant.test) : isHunt ? hunt(mutant) : replay(mutant));
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

/** By the histories that are kept for it; one is enough. */
async function replay(mutant: Mutant): Promise<Row> {
  const began = performance.now();
  const row = (law: string | undefined, how: string, why: string): Row => {
    return { mutant, how, law, why, seconds: (performance.now() - began) / 1_000 };
  };
  const files = filesOf(mutant.name);
  const good = files.filter((file) => !sound.get(file)?.law);
  const bad = files.find((file) => sound.get(file)?.law);
  if (files.length === 0) return row(undefined, "", "no history is kept for it (--hunt)");
  if (bad && good.length === 0)
    return row(undefined, "", `its history fails without it: ${sound.get(bad)?.law} ${sound.get(bad)?.text}`);
  if (performance.now() - STARTED > ALL_SECONDS * 1_000) return row(undefined, "", "no time was left");
  try {
    const played = await inProcess<Played>(mutant.name, PLAY_SECONDS, "play", ...good);
    const caught = played.filter(({ law }) => law);
    const [first] = caught;
    const seeds = good.map((file) => (JSON.parse(readFileSync(file, "utf8")) as Script).seed).join(", "); // kept by `hunt`
    return first
      ? row(first.law, `seed ${seeds}: ${caught.length} of ${files.length}`, first.text ?? "")
      : row(undefined, "", "no law noticed (--hunt)");
  } catch (error) {
    return row(undefined, "", String(error).split("\n")[0] ?? "");
  }
}

/** By history after history; one that fails without the mutant shows nothing. Those that are kept and still show it stay. */
async function hunt(mutant: Mutant): Promise<Row> {
  const began = performance.now();
  const took = () => (performance.now() - began) / 1_000;
  const found = await stillShowing(mutant);
  const next = () => Math.max(0, ...found.map(({ script }) => script.seed)) + 1;
  for (let first = next(); found.length < KEPT && took() < HUNT_SECONDS;) {
    const rest = HUNT_SECONDS - took();
    const [hunted] = await inProcess<Hunted>(mutant.name, rest + SHRINK_SECONDS, "hunt", `${first}`, `${rest}`).catch(
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`); // it does not even start: that shows nothing
        return [];
      },
    );
    if (!hunted?.found) break;
    first = hunted.seed + 1;
    if (await isSound(hunted.found.script)) found.push(hunted.found);
  }
  const [one] = found;
  if (!one) return { mutant, how: "", law: undefined, why: `no law noticed in ${HUNT_SECONDS} s`, seconds: took() };
  for (const file of filesOf(mutant.name)) rmSync(file);
  found.forEach(({ script }, index) => writeFileSync(placesOf(mutant.name)[index] ?? "", textOf(script)));
  const how = `seed ${found.map(({ script }) => script.seed).join(", ")}`;
  return { mutant, how, law: one.law, why: one.text, seconds: took() };
}

/** By a test of a package, which passes without it. */
async function tested(mutant: Mutant, test: LawTest): Promise<Row> {
  const began = performance.now();
  const [law] = /\bL\d+\b/.exec(test.name) ?? [];
  const without = await outcome("", test);
  const within = await outcome(mutant.name, test);
  const isCaught = without.status === "passed" && within.status === "failed" && within.message.startsWith("Assertion");
  const why = isCaught ? within.message : `without it the test is ${without.status}, with it ${within.status}`;
  const seconds = (performance.now() - began) / 1_000;
  return { mutant, how: test.file, law: isCaught ? law : undefined, why, seconds };
}

type Tested = { status: string; message: string };

/** What became of one test, with a mutant in the sources. */
async function outcome(mutant: string, { root, file, name }: LawTest): Promise<Tested> {
  const cwd = join(REPOSITORY, root);
  const report = join(mkdtempSync(join(tmpdir(), "mutant-")), "report.json");
  const vitest = join(cwd, "node_modules/vitest/vitest.mjs");
  const config = join(import.meta.dirname, "vitest.config.ts");
  const args = [vitest, "run", file, "--root", cwd, "--config", config, "-t", name, "--reporter=json"];
  const child = spawn(process.execPath, [...args, `--outputFile=${report}`], {
    cwd,
    env: { ...process.env, MUTANT: mutant },
    stdio: "ignore",
    timeout: TEST_SECONDS * 1_000,
  });
  await new Promise((resolve) => child.on("close", resolve));
  if (!existsSync(report)) return { status: "not run", message: "" };
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  rmSync(dirname(report), { recursive: true });
  const result = testResults.flatMap((each) => each.assertionResults).find(({ title }) => title === name);
  return { status: result?.status ?? "not there", message: result?.failureMessages[0] ?? "" };
}

/** What of vitest's report is looked at. */
type VitestReport = {
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
};

type Found = NonNullable<Hunted["found"]>;

async function stillShowing({ name }: Mutant): Promise<Found[]> {
  const found: Found[] = [];
  for (const file of filesOf(name)) {
    const script = JSON.parse(readFileSync(file, "utf8")) as Script; // kept by `hunt`
    const [played] = await inProcess<Played>(name, PLAY_SECONDS, "play", file).catch(() => []);
    if (played?.law && (await isSound(script))) found.push({ law: played.law, text: played.text ?? "", script });
  }
  return found;
}

/** Whether no law fails in it without any mutant. */
async function isSound(script: Script): Promise<boolean> {
  const trial = join(tmpdir(), `mutant-${process.pid}.json`);
  writeFileSync(trial, JSON.stringify(script));
  const [control] = await inProcess<Played>("", PLAY_SECONDS, "play", trial);
  rmSync(trial);
  return control !== undefined && !control.law;
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

/** Where the histories of a mutant are kept. */
function placesOf(name: string): string[] {
  return Array.from({ length: KEPT }, (_, index) => join(HISTORIES, `${name}${index ? `.${index + 1}` : ""}.json`));
}

function filesOf(name: string): string[] {
  return placesOf(name).filter((file) => existsSync(file));
}

/** One action a line, as short as it can be read. */
function textOf({ seed, config, actions }: Script): string {
  const lines = actions.map((action) => `    ${JSON.stringify(action)}`).join(",\n");
  return `{\n  "seed": ${seed},\n  "config": ${JSON.stringify(config)},\n  "actions": [\n${lines}\n  ]\n}\n`;
}

function print({ mutant, how, law, why, seconds }: Row): void {
  const columns = law
    ? [law.padEnd(4), `${seconds.toFixed(1)} s`, mutant.test ? "test  " : "tier A", how.padEnd(34), mutant.story]
    : ["NOT CAUGHT", why, "·", mutant.story];
  process.stdout.write(`${mutant.name.padEnd(30)} ${columns.join("  ")}\n`);
}
