import { fork } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";

import { runHistory } from "./history.ts";
import { LAWS, type Law } from "./laws.ts";
import { writeScript, type Script } from "./script.ts";
import { shrunk } from "./shrink.ts";
import { add, work, type Result, type Work } from "./worker.ts";

// pnpm sim: lets whole worlds happen and looks at every law of sync on the way.
//   SIM_SECONDS=20   how long each tier takes
//   SIM_TIERS=A,B    A: everything in memory, one seed one history, and one in a hundred (A′) through Dexie as well;
//                    B: over a real Postgres
//   --seed N         the first seed (or SIM_SEED); without it 1, so that two runs of the same sources play the same
//   --replay FILE    one history, exactly as it was

const CORPUS = join(import.meta.dirname, "corpus");
const REPORTS = join(import.meta.dirname, "../reports");

/** What makes laws hard must really have happened, or the run has shown nothing. */
const MUST_HAPPEN = [
  "merges",
  "duplicates",
  "refused",
  "quarantined",
  "coalesced",
  "restamped",
  "redos",
  "resets",
  "leads taken over",
  "tabs killed",
  "tabs frozen",
  "processes crashed",
  "backups restored",
  "power cut",
  "caches lost",
  "profiles cloned",
  "clocks moved",
  "deletes against edits",
  "accounts changed",
  "signatures",
  "signatures refused",
  "words after a signature",
  "headers changed after a signature",
];

/** What Postgres adds to that. */
const MUST_HAPPEN_ON_POSTGRES = ["transactions at the same moment", "processes crashed", "duplicates", "quarantined"];

type Check = { name: string; status: "passed" | "failed"; message?: string };

// What nobody catches is the console's affair, as in a browser; the laws tell whether it did any harm.
process.on("unhandledRejection", () => {});

const { values } = parseArgs({
  options: { seed: { type: "string" }, replay: { type: "string" }, worker: { type: "string" } },
});
if (values.worker) {
  process.send?.(await work(JSON.parse(values.worker) as Work)); // written below
  process.exit(0);
}
process.exitCode = values.replay
  ? await replay(values.replay)
  : await hunt(Number(values.seed ?? process.env["SIM_SEED"] ?? 1));
process.exit();

async function hunt(first: number): Promise<number> {
  const seconds = Number(process.env["SIM_SECONDS"] ?? 20);
  const tiers = (process.env["SIM_TIERS"] ?? "A,B").split(",");
  const checks: Check[] = [];
  for (const file of corpus()) {
    const { violations } = await runHistory(read(file));
    checks.push(checkOf(`replay ${basename(file)}`, violations[0]));
  }
  if (tiers.includes("A")) {
    const result = await timed(() => inMemory(first, seconds));
    const [broken] = tell("A", first, result, MUST_HAPPEN, checks);
    if (broken) await keep(broken.seed, broken.law);
    checks.push(await throughDexie(first, Math.ceil(result.histories / 100)));
  }
  if (tiers.includes("B")) {
    const { workOnPostgres } = await import("./tier-b.ts"); // with all of the server, which Tier A does without
    tell("B", first, await timed(() => workOnPostgres(first, seconds)), MUST_HAPPEN_ON_POSTGRES, checks);
  }
  report(checks);
  for (const { name, status, message } of checks) if (status === "failed") say(`✗ ${name}: ${message ?? ""}`);
  return checks.every(({ status }) => status === "passed") ? 0 : 1;
}

/** Tier A′: one history in a hundred, whose databases are asked everything once more through Dexie. */
async function throughDexie(first: number, histories: number): Promise<Check> {
  const began = performance.now();
  const name = "Tier A′: Dexie over fake-indexeddb answers as the database in memory did, and every law holds";
  let [steps, asked] = [0, 0];
  for (let seed = first; seed < first + 100 * histories; seed += 100) {
    const { violations, steps: own, dexie } = await runHistory(writeScript(seed), { isTaped: true });
    steps += own;
    asked += dexie?.asked ?? 0;
    const message = violations[0]?.text ?? dexie?.otherwise;
    if (message) return { name, status: "failed", message: `seed ${seed}: ${message}` };
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  say(
    `Tier A′: every 100th seed from ${first}, ${histories} histories, ${steps} steps, ${asked} operations once more through Dexie in ${seconds} s: 0 violations`,
  );
  return { name, status: asked > 0 ? "passed" : "failed", message: "nothing was asked" };
}

type Timed = Result & { took: number };

async function timed(work: () => Promise<Result>): Promise<Timed> {
  const began = performance.now();
  const result = await work();
  return { ...result, took: (performance.now() - began) / 1_000 };
}

/** Says what a tier came to, law by law. Resolves with what was broken. */
function tell(tier: string, first: number, result: Timed, mustHappen: readonly string[], checks: Check[]) {
  const { histories, steps, lastSeed, took, tested, met, broken } = result;
  say(
    `Tier ${tier}: seeds ${first} to ${lastSeed}, ${histories} histories, ${steps} steps in ${took.toFixed(0)} s: ${Math.round(steps / took)} steps/s`,
  );
  for (const [law, words] of Object.entries(LAWS)) {
    const times = tested[law as Law] ?? 0;
    const hit = broken.find((one) => one.law === law);
    say(
      `  ${law.padEnd(4)} ${String(times).padStart(9)} times  ${words}${hit ? `  BROKEN by seed ${hit.seed}: ${hit.text}` : ""}`,
    );
    const message = hit ? `seed ${hit.seed}: ${hit.text}` : "it was never put to the test";
    checks.push({ name: `Tier ${tier}: ${law} ${words}`, status: times > 0 && !hit ? "passed" : "failed", message });
  }
  say(
    `  met: ${Object.entries(met)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([what, times]) => `${what} ${times}`)
      .join(", ")}`,
  );
  for (const what of mustHappen) {
    if ((met[what] ?? 0) === 0 && broken.length === 0)
      checks.push({ name: `Tier ${tier} meets ${what}`, status: "failed", message: "it never happened" });
  }
  say(`${broken.length} violations`);
  return broken;
}

async function inMemory(first: number, seconds: number): Promise<Result> {
  const workers = Math.min(2, availableParallelism());
  const results = await Promise.all(
    Array.from({ length: workers }, (_, index) => started({ first: first + index, stride: workers, seconds })),
  );
  const total: Result = { histories: 0, steps: 0, lastSeed: first, tested: {}, met: {}, broken: [] };
  for (const { histories, steps, lastSeed, tested, met, broken } of results) {
    total.histories += histories;
    total.steps += steps;
    total.lastSeed = Math.max(total.lastSeed, lastSeed);
    for (const [law, times] of Object.entries(tested)) add(total.tested, law, times);
    for (const [what, times] of Object.entries(met)) add(total.met, what, times);
    total.broken.push(...broken);
  }
  return total;
}

/** Runs a worker in a process of its own, with whatever this one was started with. */
function started(what: Work): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, ["--worker", JSON.stringify(what)]);
    let result: Result | undefined;
    child.on("message", (message) => (result = message as Result)); // sent above
    child.on("exit", (code) => (result ? resolve(result) : reject(new Error(`a worker ended with ${code}`))));
  });
}

async function keep(seed: number, law: Law): Promise<void> {
  const script = await shrunk(writeScript(seed), law);
  const file = join(tmpdir(), `sim-${law}-${seed}.json`);
  writeFileSync(file, JSON.stringify(script, null, 1));
  say(`Shrunk to ${script.actions.length} actions. Again with: pnpm sim --replay ${file}`);
}

async function replay(file: string): Promise<number> {
  const { violations, steps, trace } = await runHistory(read(file));
  say(`${file}: ${steps} steps, trace ${trace}`);
  for (const { law, text, at } of violations) say(`${law} at ${at} ms: ${text}`);
  say(`${violations.length} violations`);
  return violations.length ? 1 : 0;
}

function corpus(): string[] {
  try {
    return readdirSync(CORPUS)
      .filter((name) => name.endsWith(".json"))
      .map((name) => join(CORPUS, name));
  } catch {
    return []; // nothing was ever kept
  }
}

function read(file: string): Script {
  return JSON.parse(readFileSync(file, "utf8")) as Script; // written by `keep`
}

function checkOf(name: string, violation: { law: Law; text: string } | undefined): Check {
  return violation
    ? { name, status: "failed", message: `${violation.law}: ${violation.text}` }
    : { name, status: "passed" };
}

function report(checks: Check[]): void {
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(join(REPORTS, "sim.json"), JSON.stringify({ checks }));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
