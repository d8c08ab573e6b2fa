// npm test: everything, ending with `N passed, M failed`. Lint, format and dead code are one check each and are not
// cached; types, tests, build and journeys go through turbo, whose cache gives their reports back.
"use strict";

var fs = require("fs");
var path = require("path");
var chromium = require("./chromium.cjs");
var house = require("./house.cjs");
var redis = require("./redis.cjs");
var reports = require("./reports.cjs");

var CHECKS = [
  { name: "lint", program: "oxlint", args: ["--type-aware", "--deny-warnings"] },
  { name: "format", program: "oxfmt", args: ["--check"] },
  { name: "dead code", program: "knip", args: [] },
];

/** Long hunts, short here: SIM_SECONDS is the length of a tier of the simulator. */
var HUNTS = [
  { name: "The laws of sync, simulated", script: "sim", report: path.join("apps", "pwa", "reports", "sim.json") },
  { name: "Mutants of sync", script: "sim:mutants", report: path.join("apps", "pwa", "reports", "mutants.json") },
];

/** One that does not end by itself has found nothing: without its report it counts as failed. */
var LONGEST_HUNT_MS = 10 * 60 * 1000;

var JOURNEYS = path.join("apps", "pwa", "reports", "playwright.json");

house.run(async function () {
  var env = await house.bringHouse();
  var total = { passed: 0, failures: [] };
  var tested = house.workspaces().filter(has("test"));
  var typed = house.workspaces().filter(has("types"));
  tested.forEach(function (folder) {
    remove(path.join(folder, "reports", "vitest.json")); // what is there afterwards is of this run
  });

  remove(JOURNEYS);

  await redis.bringRedis(env);
  await turbo(["generate"], env);
  for (var i = 0; i < CHECKS.length; i += 1) add(total, await check(CHECKS[i], env));
  for (var j = 0; j < typed.length; j += 1) add(total, await types(typed[j], env));

  house.say("Unit, property and integration tests");
  await turbo(["test", "--concurrency=2", "--continue=always"], env);
  tested.forEach(function (folder) {
    add(total, reports.vitestReport(path.join(folder, "reports", "vitest.json")));
  });

  for (var k = 0; k < HUNTS.length; k += 1) add(total, await hunt(HUNTS[k], env));
  add(total, await journeys(env));
  await house.runChild("node", ["--disable-warning=ExperimentalWarning", ".scripts/stop-test-postgres.mjs"], {
    env: env,
  });

  total.failures.forEach(function (failure) {
    console.log("\n✗ " + failure.name + (failure.message ? "\n" + indented(failure.message) : ""));
  });
  console.log("\n" + total.passed + " passed, " + total.failures.length + " failed");
  process.exit(total.failures.length || !total.passed ? 1 : 0);
});

async function check(wanted, env) {
  return outcome(wanted.name, wanted.program, wanted.args, env);
}

function types(folder, env) {
  return outcome(
    "types of " + folder,
    "turbo",
    ["run", "types", "--output-logs=errors-only", "--filter=./" + folder],
    env,
  );
}

/** What it prints is for people; what counts is its report. */
async function hunt(wanted, env) {
  house.say(wanted.name);
  remove(wanted.report);
  await house.runChild("pnpm", ["run", wanted.script], { env: env, timeout: LONGEST_HUNT_MS });
  return reports.checksReport(wanted.report);
}

async function journeys(env) {
  house.say("Journeys in a real browser");
  try {
    var browser = await chromium.findChromium(env);
    console.log("  " + browser.version);
    var withBrowser = Object.assign({}, env, { CHROME_PATH: browser.path, CHROME_VERSION: browser.version });
    await turbo(["build", "e2e"], withBrowser);
    return reports.playwrightReport(JOURNEYS);
  } catch (error) {
    if (!error.halt) throw error;
    return {
      passed: 0,
      failures: [{ name: "journeys", message: error.message + "\n" + house.lastLines(error.output, 20) }],
    };
  }
}

/** Runs one check; it is one test of the sum. */
async function outcome(name, program, args, env) {
  house.say(name[0].toUpperCase() + name.slice(1));
  try {
    await house.command(program, args, { env: env }, name);
    return { passed: 1, failures: [] };
  } catch (error) {
    if (!error.halt) throw error;
    return { passed: 0, failures: [{ name: name, message: house.lastLines(error.output || error.message, 60) }] };
  }
}

/** Its result is read from the reports, so that a run out of the cache counts the same. */
function turbo(tasks, env) {
  return house.runChild("turbo", ["run"].concat(tasks, "--output-logs=new-only", "--log-order=grouped"), { env: env });
}

function has(script) {
  return function (folder) {
    return script in (JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).scripts || {});
  };
}

function add(total, part) {
  total.passed += part.passed;
  total.failures = total.failures.concat(part.failures);
}

function remove(file) {
  if (fs.existsSync(file)) fs.unlinkSync(file);
}

function indented(text) {
  return text.replace(/\u001b\[[0-9;]*m/g, "").replace(/^/gm, "    ");
}
