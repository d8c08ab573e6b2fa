import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, vi } from "vitest";

import { redisNotifications } from "../src/redis-notifications.ts";

test("processes hear each other by Redis, go on without it, and again once it is back", async () => {
  await using redis = await aRedis();
  const log: string[] = [];
  const process = () => {
    const heard: string[] = [];
    let connections = 0;
    const line = redisNotifications(redis.url, (event) => void log.push(event), {
      hear: (message) => void heard.push(message),
      connected: () => connections++,
    });
    return { ...line, heard, connections: () => connections };
  };
  const [first, second] = [process(), process()];
  await vi.waitFor(() => expect([first.connections(), second.connections()]).toEqual([1, 1]));

  await vi.waitFor(() => {
    first.send("one");
    expect(second.heard).toContain("one");
  });
  expect(log).toEqual([]);

  await redis.kill();
  await vi.waitFor(() => expect(log).toContain("redis.away"));
  first.send("into nothing");
  await redis.start();
  await vi.waitFor(() => expect(second.connections(), "what was missed is asked for").toBe(2), { timeout: 20_000 });
  await vi.waitFor(() => {
    first.send("two");
    expect(second.heard).toContain("two");
  });
  expect(second.heard).not.toContain("into nothing");
  await Promise.all([first.stop(), second.stop()]);
});

test("a Redis that is not there at all stops nothing", async () => {
  const log: string[] = [];
  const line = redisNotifications(`redis://127.0.0.1:${await freePort()}`, (event) => void log.push(event), {
    hear() {},
    connected() {},
  });
  await vi.waitFor(() => expect(log).toEqual(["redis.away"]));
  line.send("into nothing");
  await line.stop();
});

/** A Redis of its own, which keeps nothing on the disk. */
async function aRedis() {
  const folder = mkdtempSync(join(tmpdir(), "cliently-redis-"));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const redis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
      running = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
      for await (const text of running.stdout ?? []) if (String(text).includes("Ready to accept connections")) return;
      throw new Error("redis-server did not start");
    },
    async kill() {
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    },
    async [Symbol.asyncDispose]() {
      await redis.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("no port");
  return address.port;
}
