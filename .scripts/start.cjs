// npm start: everything from a fresh clone to a served app.
"use strict";

var house = require("./house.cjs");

house.run(async function () {
  var env = await house.bringHouse();
  house.say("Building the app");
  await house.command(
    "turbo",
    ["run", "generate", "build", "--output-logs=errors-only"],
    { env: env },
    "The app could not be built",
  );

  house.say("Starting");
  // A group of its own: Ctrl-C then reaches it once, through us. The channel ends when we are killed, so that the
  // server knows to stop.
  var ended = await house.runChild("node", ["apps/server/src/main.ts"], {
    detached: true,
    env: Object.assign({ NODE_ENV: "production" }, env),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.exit(ended.code === null ? 1 : ended.code);
});
