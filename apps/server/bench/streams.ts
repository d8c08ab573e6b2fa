import { request, type IncomingMessage } from "node:http";

import { aServer } from "../test/a-server.ts";

// pnpm bench, with --expose-gc: prints JSON. The memory of a server whose devices come and go: each connects to its
// event stream over HTTP, hears where the account stands, and is gone.

const CONNECTS = Number(process.env["BENCH_CONNECTS"] ?? 10_000);
const POINTS = 5;
const AT_ONCE = 20;

if (!gc) throw new Error("start it with --expose-gc");
const collect = gc;

await using server = await aServer();
const { cookie, accountId } = await server.newcomer();
const input = encodeURIComponent(JSON.stringify({ account: accountId, device: accountId, heard: {} }));

/** Connects, waits for the first event, and breaks off. */
function comeAndGo(): Promise<void> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: "127.0.0.1",
        port: server.port,
        path: `/trpc/sync.events?input=${input}`,
        headers: { cookie, accept: "text/event-stream", "sec-fetch-site": "same-origin" },
        agent: false,
      },
      (answer: IncomingMessage) => {
        let heard = "";
        answer.on("data", (bytes: Buffer) => {
          heard += bytes.toString();
          if (heard.includes('"changed"')) answer.destroy();
        });
        answer.on("error", () => {});
        answer.on("close", () => (heard.includes('"changed"') ? resolve() : reject(new Error(heard.slice(0, 200)))));
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

async function heapMegabytes(): Promise<number> {
  server.log.length = 0; // kept for tests alone
  // The server hears of a broken line a moment later.
  for (let wait = 0; wait < 200 && server.services.bus.accounts().length; wait++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  for (let turn = 0; turn < 5; turn++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return Math.round((process.memoryUsage().heapUsed / 1_048_576) * 10) / 10;
}

await Promise.all(Array.from({ length: 500 }, () => comeAndGo())); // what is made once is made now
const heap = [await heapMegabytes()];
for (let point = 0; point < POINTS; point++) {
  let left = CONNECTS / POINTS;
  const lane = async () => {
    while (left-- > 0) await comeAndGo();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  heap.push(await heapMegabytes());
}
const figures = {
  unit: "MB after collection",
  connects: CONNECTS,
  heap,
  open: server.services.bus.accounts().length,
  aim: "flat",
};
process.stdout.write(`${JSON.stringify({ eventStream: figures }, null, 2)}\n`);
