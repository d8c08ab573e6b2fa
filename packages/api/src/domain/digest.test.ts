import { applyUpdateV2, Doc } from "yjs";
import { expect, test } from "vitest";

import { fromBase64 } from "./base64.ts";
import { bucketOf, canonicalJson, digestHex, digestText } from "./digest.ts";
import { NO_WORDS } from "./purged.ts";

test("a value is spelled in one way, whatever the order of its fields (RFC 8785, 3.2.2 and 3.2.3)", () => {
  const value = JSON.parse(
    String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
  ) as unknown;
  expect(canonicalJson(value)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  );
  const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
  const ordered = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
  const spelled = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])));
  expect(Object.keys(JSON.parse(spelled) as object).toSorted()).toEqual(ordered.toSorted());
  expect(spelled).toBe(`{${ordered.map((name) => `${JSON.stringify(name)}:0`).join(",")}}`);
});

test("a field that is null and one that is not there make the same digest; another value, place or version another", () => {
  const row = { id: "a", name: "Ann", lost: [null], at: null };
  const text = digestText("client", "a", 3, row);
  expect(digestText("client", "a", 3, { lost: [null], name: "Ann", id: "a", later: null })).toBe(text);
  const others = [
    digestText("note", "a", 3, row),
    digestText("client", "b", 3, row),
    digestText("client", "a", 4, row),
    digestText("client", "a", 3, { ...row, name: "Anne" }),
    digestText("client", "a", 3, { ...row, lost: [] }),
  ];
  expect(new Set([text, ...others]).size).toBe(6);
});

test("all of a note's text lies in one bucket", () => {
  const noteId = "019f0000-0000-7000-8000-0000000000ff";
  expect(bucketOf("note-update", "019f0000-0000-7000-8000-000000000001", { noteId })).toBe(63);
  expect(bucketOf("note-text", noteId, {})).toBe(63);
});

test("a digest is told in 16 digits, whatever its sign", () => {
  expect([digestHex(1n), digestHex(-1n)]).toEqual(["0000000000000001", "ffffffffffffffff"]);
});

test("a purged note's text is readable, and says nothing", () => {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(NO_WORDS));
  expect(doc.share.size).toBe(0);
});
