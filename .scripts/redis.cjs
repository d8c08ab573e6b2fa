// A Redis for the tests of several processes: the machine's own, or (as root on Debian) installed now.
"use strict";

var fs = require("fs");
var path = require("path");
var house = require("./house.cjs");

/** Makes sure that `redis-server` can be started, or a Halt that says how to get it. */
async function bringRedis(env) {
  if (isThere(env)) return;
  if (process.getuid && process.getuid() === 0 && fs.existsSync("/usr/bin/apt-get")) {
    house.say("Installing Redis for the tests of several processes");
    // RUNLEVEL: its own service shall not be started.
    var quiet = Object.assign({ DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" }, env);
    await house.command("apt-get", ["update"], { env: env }, "Redis could not be installed");
    await house.command(
      "apt-get",
      ["install", "-y", "--no-install-recommends", "redis-server"],
      { env: quiet },
      "Redis could not be installed",
    );
  }
  if (!isThere(env)) {
    throw new house.Halt(
      "The tests of several processes need redis-server. Please install it (on Debian: apt-get install redis-server).",
    );
  }
}

function isThere(env) {
  return (env.PATH || "").split(path.delimiter).some(function (folder) {
    return fs.existsSync(path.join(folder, "redis-server"));
  });
}

module.exports = { bringRedis: bringRedis };
