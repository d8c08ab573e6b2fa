import { expect, test } from "vitest";

import { fixedStyles } from "./fixed-styles.ts";
import { contentSecurityPolicy, cspHash } from "./policy.ts";

test("a fixed style that a library inserts is found, with the constants of its module filled in", () => {
  const code = [
    "const $a$ATTRIBUTE = 'data-pressable';",
    "let style = document.createElement('style');",
    "style.textContent = `\n@layer {\n  [${$a$ATTRIBUTE}] { touch-action: none }\n}\n    `.trim();",
  ].join("\n");
  expect(fixedStyles(code, "/lib.mjs")).toEqual(["@layer {\n  [data-pressable] { touch-action: none }\n}"]);
});

test("a style whose text is not fixed stops the build", () => {
  const code = "const style = document.createElement('style'); style.textContent = makeRules(theme);";
  expect(() => fixedStyles(code, "/lib.mjs")).toThrow(/not fixed/);
});

test("a module without styles, and one whose styles an option keeps out, add nothing to the policy", () => {
  expect(fixedStyles("document.createElement('div')", "/lib.mjs")).toEqual([]);
  expect(fixedStyles("document.createElement('style')", "/node_modules/@tiptap/core/dist/index.js")).toEqual([]);
});

test("the policy lets nothing run or load but our own, and styles only by their hash", () => {
  const policy = contentSecurityPolicy([cspHash("a {}")]);
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'sha256-[\w+/]{43}=';/,
  );
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!'wasm-unsafe-eval')|\*|https?:/);
});
