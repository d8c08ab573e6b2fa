// A Chromium for the journeys: the person's own, the machine's, or (as root on Debian) installed now. Never downloaded
// by a test.
"use strict";

var childProcess = require("child_process");
var fs = require("fs");
var house = require("./house.cjs");

var USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser's program and version, or a Halt that says how to get one. */
async function findChromium(env) {
  if (env.CHROME_PATH && !fs.existsSync(env.CHROME_PATH))
    throw new house.Halt("CHROME_PATH names no file: " + env.CHROME_PATH);
  if (!places(env).length && process.getuid && process.getuid() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    house.say("Installing Chromium for the journeys");
    await house.command("apt-get", ["update"], { env: env }, "Chromium could not be installed");
    var quiet = Object.assign({ DEBIAN_FRONTEND: "noninteractive" }, env);
    await house.command(
      "apt-get",
      ["install", "-y", "--no-install-recommends", "chromium"],
      { env: quiet },
      "Chromium could not be installed",
    );
  }
  var found = places(env)[0];
  if (!found) {
    throw new house.Halt(
      "The journeys need Chromium or Chrome. Install one (on Debian: apt-get install chromium), or set CHROME_PATH to it.",
    );
  }
  var answer = childProcess.spawnSync(found, ["--version", "--no-sandbox"], { encoding: "utf8" });
  if (answer.status !== 0) throw new house.Halt("The browser at " + found + " does not start.", answer.stderr);
  return { path: found, version: answer.stdout.trim() };
}

function places(env) {
  return [env.CHROME_PATH || ""].concat(USUAL_PLACES).filter(function (place) {
    return place && fs.existsSync(place);
  });
}

module.exports = { findChromium: findChromium };
