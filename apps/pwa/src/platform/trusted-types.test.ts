import { expect, test } from "vitest";

import { ownScript } from "./trusted-types.ts";

test("our own built scripts and the service worker are addresses a worker may have", () => {
  expect(ownScript("/assets/argon2.worker-Cxkci1SG.js")).toBe("/assets/argon2.worker-Cxkci1SG.js");
  expect(ownScript("/sw.js")).toBe("/sw.js");
});

test.each([
  "https://example.com/assets/a.js",
  "//example.com/assets/a.js",
  "/assets/../trpc/a.js",
  "/assets/a.js?x",
  "/assets/a.css",
  "data:text/javascript,1",
  "blob:http://localhost/1",
  "/sw.js#",
  "",
])("%j is not", (address) => {
  expect(() => ownScript(address)).toThrow(TypeError);
});
