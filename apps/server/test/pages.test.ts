import { expect, test } from "vitest";

import { anApp } from "./an-app.ts";
import { aServer } from "./a-server.ts";
import { raw, statusesOf } from "./raw.ts";

const APP = {
  "index.html": "<!doctype html>the shell",
  "sw.js": "// worker",
  "assets/a-1.js": "// script",
  "assets/.hidden": "hidden",
  "icons/i.svg": "<svg/>",
};

test("every address of a screen gets the shell, which is asked for anew each time", async () => {
  using app = anApp(APP);
  await using server = await aServer({ appFolder: app.folder });

  for (const path of ["/", "/clients", "/clients/01a209d0-0c65-768f-9ff6-b7693b8d1aa5", "/notes/4?x=1"]) {
    const answer = await server.ask({ path, headers: { "sec-fetch-dest": "document" } });
    expect([path, answer.status, answer.body]).toEqual([path, 200, APP["index.html"]]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  }
  const worker = await server.ask({ path: "/sw.js" });
  expect([worker.body, worker.headers["cache-control"]]).toEqual([APP["sw.js"], "no-cache"]);
});

test("what is built under a name of its own is kept for ever", async () => {
  using app = anApp(APP);
  await using server = await aServer({ appFolder: app.folder });
  const { status, headers } = await server.ask({ path: "/assets/a-1.js" });
  expect([status, headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
});

test("what shrinks travels compressed to whoever can read that, and is the same file", async () => {
  const script = "export const words = 'again and again';\n".repeat(500);
  using app = anApp({ ...APP, "assets/b-2.js": script });
  await using server = await aServer({ appFolder: app.folder });
  const ask = (headers: Record<string, string>) => fetch(`http://127.0.0.1:${server.port}/assets/b-2.js`, { headers });

  for (const coding of ["gzip", "gzip, deflate, br", "identity", "gzip;q=0"]) {
    const answer = await ask({ "accept-encoding": coding });
    expect(answer.headers.get("content-encoding"), coding).toBe(
      coding.startsWith("gzip") && !coding.includes("q=0") ? "gzip" : null,
    );
    expect(answer.headers.get("content-type")).toMatch(/^text\/javascript/);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("vary")).toContain("Accept-Encoding");
    expect(await answer.text()).toBe(script);
  }
  expect((await ask({ "accept-encoding": "gzip", range: "bytes=0-9" })).status).toBe(206);
  expect((await fetch(`http://127.0.0.1:${server.port}/assets/gone-3.js`)).status).toBe(404);
});

test("SW3: a file that is missing is missing, never the shell in disguise", async () => {
  using app = anApp(APP);
  await using server = await aServer({ appFolder: app.folder });

  for (const path of [
    "/assets/gone-2.js",
    "/assets/",
    "/assets",
    "/gone.png",
    "/gone.js",
    "/manifest.json",
    "/icons/",
    "/favicon.ico",
    "/policy.json",
  ]) {
    const answer = await server.ask({ path });
    expect([path, answer.body.includes("shell")], path).toEqual([path, path === "/icons/"]);
    if (!answer.body.includes("shell")) expect(answer.status, path).toBe(404);
  }
  for (const dest of ["script", "image", "empty", "worker"]) {
    expect((await server.ask({ path: "/clients", headers: { "sec-fetch-dest": dest } })).status, dest).toBe(404);
  }
});

test("nothing outside of the built app can be had", async () => {
  using app = anApp(APP);
  await using server = await aServer({ appFolder: app.folder });
  const up = [
    "../secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%5csecret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    "%252e%252e/secret.txt",
  ];

  for (const path of up.flatMap((way) => [
    `/${way}`,
    `/assets/${way}`,
    `/assets/../${way}`,
    `/icons/../../${way}`,
    `//${way}`,
  ])) {
    const answer = await raw(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(statusesOf(answer)[0], path).toBeLessThan(500);
    expect(answer, path).not.toContain("outside of the app");
  }
  expect((await server.ask({ path: "/assets/.hidden" })).status).toBe(404);
});
