// What both `npm start` and `npm test` need first: Node 24, the packages, the generated code. Plain old JavaScript,
// because it must be readable by whatever Node a machine happens to have (10 and up).
"use strict";

var childProcess = require("child_process");
var crypto = require("crypto");
var fs = require("fs");
var path = require("path");

var ROOT = path.join(__dirname, "..");
var PNPM = "pnpm@12.21.0";
var NODE_WANTED = 24;
var NODE_FOR_PNPM = 18;
var NEEDED_MEGABYTES = 1500;
var STAMP = path.join(ROOT, "node_modules", ".cliently-installed");

/** A sentence for the person, without a stack. */
function Halt(message, output) {
  this.halt = true;
  this.message = message;
  this.output = output || "";
}

function say(sentence) {
  console.log("› " + sentence);
}

/** Runs `main`; what it throws becomes one clear sentence and exit code 1. */
function run(main) {
  main().catch(function (error) {
    if (error.output) console.error(lastLines(error.output, 30));
    console.error("\n✗ " + (error.halt ? error.message : error.stack));
    process.exit(1);
  });
}

/** Brings Node 24 and the packages; gives the environment in which everything else is run. */
async function bringHouse() {
  process.chdir(ROOT);
  var fingerprint = packagesFingerprint();
  if (!fs.existsSync(STAMP) || fs.readFileSync(STAMP, "utf8") !== fingerprint) {
    await install();
    fs.writeFileSync(STAMP, fingerprint);
  }
  return environment(findNode());
}

/** `env` with Node 24 and the packages' programs first on the PATH. */
function environment(node) {
  var bins = [path.dirname(node), path.join(ROOT, "node_modules", ".bin")];
  return Object.assign({}, process.env, {
    PATH: bins.concat(process.env.PATH || "").join(path.delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  });
}

/** The Node that the packages brought, or this one when it is new enough. */
function findNode() {
  var found = broughtNodes(ROOT).concat(process.execPath).find(isWanted);
  if (found) return found;
  throw new Halt(
    "Cliently needs Node " +
      NODE_WANTED +
      " or newer. This is Node " +
      process.version +
      ", and for " +
      process.platform +
      "-" +
      process.arch +
      " none can be brought. Please install it from nodejs.org and start again.",
  );
}

function isWanted(node) {
  if (!fs.existsSync(node)) return false;
  var answer = childProcess.spawnSync(node, ["--version"], { encoding: "utf8" });
  return answer.status === 0 && majorOf(answer.stdout) >= NODE_WANTED;
}

function broughtNodes(folder) {
  return [path.join(folder, "node_modules", "node-" + process.platform + "-" + process.arch, "bin", "node")];
}

function majorOf(version) {
  return Number(String(version).replace("v", "").split(".")[0]);
}

async function install() {
  var free = freeMegabytes(ROOT);
  if (free < NEEDED_MEGABYTES && !fs.existsSync(path.join(ROOT, "node_modules", ".modules.yaml"))) {
    throw new Halt("The disk is nearly full: the packages need " + NEEDED_MEGABYTES + " MB, " + free + " MB are free.");
  }
  if (majorOf(process.version) >= NODE_FOR_PNPM) {
    say("Installing the packages (a minute or two the first time)");
    return pnpmInstall("npx", ["--yes", PNPM], process.env);
  }
  say("This is Node " + process.version + ": bringing Node 24 beside it, for Cliently only");
  var tools = path.join(ROOT, ".data", "tools");
  fs.mkdirSync(tools, { recursive: true });
  ["package.json", "package-lock.json"].forEach(function (name) {
    fs.copyFileSync(path.join(__dirname, "old-node", name), path.join(tools, name));
  });
  await command(
    "npm",
    ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    { cwd: tools },
    "Node 24 could not be brought",
  );
  var node = broughtNodes(tools).find(isWanted);
  if (!node) return findNode();
  say("Installing the packages (a minute or two the first time)");
  return pnpmInstall(node, [path.join(tools, "node_modules", "pnpm", "bin", "pnpm.mjs")], environment(node));
}

function pnpmInstall(program, args, env) {
  // CI: nobody is there to be asked, e.g. whether node_modules may be replaced.
  var options = { env: Object.assign({}, env, { CI: "true" }) };
  return command(program, args.concat("install", "--frozen-lockfile"), options, "The packages could not be installed");
}

/** Runs a program quietly; when it fails, `what` and the reason as far as it can be told. */
async function command(program, args, options, what) {
  var output = "";
  var result = await runChild(
    program,
    args,
    Object.assign({ stdio: ["ignore", "pipe", "pipe"] }, options),
    function (text) {
      output += text;
    },
  );
  if (result.code === 0) return output;
  throw new Halt(what + ": " + reasonIn(output), output);
}

function reasonIn(output) {
  if (/ENOSPC|no space left/i.test(output)) return "the disk is full.";
  if (/EACCES|EPERM|permission denied/i.test(output)) return "a folder cannot be written by this user.";
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|fetch failed|dns error|error sending request/i.test(
      output,
    )
  ) {
    return "the npm registry cannot be reached. Is this machine online?";
  }
  if (/FROZEN_LOCKFILE|OUTDATED_LOCKFILE/.test(output)) return "pnpm-lock.yaml does not fit the package.json files.";
  return "see the lines above.";
}

/** Starts a program and waits for its end. A signal that reaches us is passed on to it. */
function runChild(program, args, options, hear) {
  return new Promise(function (resolve, reject) {
    var child = childProcess.spawn(program, args, Object.assign({ cwd: ROOT, stdio: "inherit" }, options));
    var pass = function (signal) {
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal); // a closed terminal is a request to end, too
    };
    process.on("SIGINT", pass);
    process.on("SIGTERM", pass);
    process.on("SIGHUP", pass);
    if (child.stdout && hear) child.stdout.on("data", hear);
    if (child.stderr && hear) child.stderr.on("data", hear);
    child.on("error", function (error) {
      reject(
        new Halt(
          error.code === "ENOENT" ? program + " is not installed on this machine." : program + ": " + error.message,
        ),
      );
    });
    child.on("close", function (code, signal) {
      process.removeListener("SIGINT", pass);
      process.removeListener("SIGTERM", pass);
      process.removeListener("SIGHUP", pass);
      resolve({ code: code, signal: signal });
    });
  });
}

/** Changes whenever another install would bring other packages. */
function packagesFingerprint() {
  var hash = crypto.createHash("sha256").update(process.platform + process.arch);
  var files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"].concat(
    workspaces().map(function (folder) {
      return folder + "/package.json";
    }),
  );
  files.forEach(function (file) {
    hash.update(fs.readFileSync(path.join(ROOT, file)));
  });
  return hash.digest("hex");
}

/** Every package of the workspace, as a path from the root. */
function workspaces() {
  var found = [];
  ["apps", "packages"].forEach(function (group) {
    fs.readdirSync(path.join(ROOT, group))
      .sort()
      .forEach(function (name) {
        if (fs.existsSync(path.join(ROOT, group, name, "package.json"))) found.push(group + "/" + name);
      });
  });
  return found;
}

function freeMegabytes(folder) {
  var answer = childProcess.spawnSync("df", ["-Pk", folder], { encoding: "utf8" });
  var free = answer.status === 0 ? Number(answer.stdout.trim().split("\n").pop().split(/\s+/)[3]) : Infinity;
  return Math.floor(free / 1024);
}

function lastLines(text, count) {
  return text.trim().split("\n").slice(-count).join("\n");
}

module.exports = {
  Halt: Halt,
  ROOT: ROOT,
  bringHouse: bringHouse,
  command: command,
  lastLines: lastLines,
  reasonIn: reasonIn,
  run: run,
  runChild: runChild,
  say: say,
  workspaces: workspaces,
};
