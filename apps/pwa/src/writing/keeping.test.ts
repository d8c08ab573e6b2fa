import type { Act } from "@cliently/api/domain/catalogue";
import { overOf, type Over } from "@cliently/api/domain/field";
import { aClient, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { NOT_SAVED } from "../not-saved.ts";
import { mutate } from "../sync/mutate.ts";
import { readRow } from "../sync/read-row.ts";
import { aDevice } from "../testing/a-device.ts";
import { aTime } from "../testing/time.ts";
import { keeping, shownIn, type Place } from "./keeping.ts";
import { TOO_LONG } from "./read-field.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("a long text is kept at a pause, without being left, once, and not a letter of it moves", async () => {
  const field = aField({ whileTyping: true });
  field.types("Sleeps ");
  field.time.pass(900);
  field.types("Sleeps badly ");
  field.time.pass(900);
  expect(field.sent).toEqual([]);
  field.time.pass(600);
  await field.settles();
  expect(field.sent).toEqual([["Sleeps badly", null]]);
  expect(field.shown()).toBe("Sleeps badly ");
  field.time.pass(60_000);
  field.words.keep();
  await field.settles();
  expect(field.sent).toHaveLength(1);
  expect(field.shown()).toBe("Sleeps badly");
});

test("who types on replaces what they sent themselves, also before they see it", async () => {
  const field = aField({ whileTyping: true });
  field.types("one");
  field.time.pass(1_000);
  field.types("one, two");
  field.words.keep();
  await field.settles();
  expect(field.sent).toEqual([
    ["one", null],
    ["one, two", { at: 1, mid: "1" }],
  ]);
  field.sees();
  field.types("one, two, three");
  field.time.pass(1_000);
  await field.settles();
  expect(field.sent.at(-1)).toEqual(["one, two, three", { at: 2, mid: "2" }]);
});

test("words that are left are not taken from the field by an earlier part of them that arrives first", async () => {
  const field = aField({ whileTyping: true });
  field.types("one");
  field.time.pass(1_000);
  field.types("one, two");
  field.words.keep();
  field.sees("one");
  expect(field.shown()).toBe("one, two");
  await field.settles();
});

test("who takes back what is on its way has it taken back", async () => {
  const field = aField({ whileTyping: true });
  field.types("a word too much");
  field.time.pass(1_000);
  field.types("");
  field.words.keep();
  await field.settles();
  expect(field.sent.map(([text]) => text)).toEqual(["a word too much", ""]);
});

test("a short field waits until it is left, and Enter and Tab after each other keep it once", async () => {
  const field = aField();
  field.types("0111");
  field.time.pass(60_000);
  expect(field.sent).toEqual([]);
  field.words.keep();
  field.words.keep();
  await field.settles();
  expect(field.sent).toEqual([["0111", null]]);
});

test("at a pause nothing is said about what is written half, and nothing is tried again by itself", async () => {
  const field = aField({ whileTyping: true });
  field.types("x".repeat(101));
  field.time.pass(5_000);
  expect(field.words.words().error).toBeUndefined();
  field.words.keep();
  expect(field.words.words().error).toBe(TOO_LONG);
  expect(field.left).toEqual(["x".repeat(101)]);

  field.fails = true;
  field.types("short");
  field.words.keep();
  await field.settles();
  expect(field.words.words().error).toBe(NOT_SAVED);
  expect(field.shown()).toBe("short");
  expect(field.left.at(-1)).toBe("short");
  field.time.pass(5_000);
  field.fails = false;
  field.words.keep();
  await field.settles();
  expect(field.sent).toEqual([["short", null]]);
  expect(field.words.words().error).toBeUndefined();
});

test("what is left is on its way from that moment on, so that nobody closes the device over it", async () => {
  const field = aField();
  field.types("Moved");
  field.words.keep();
  expect(field.underWay.size).toBe(1);
  field.types("Moved here");
  field.words.keep();
  expect(field.underWay.size).toBe(2);
  await field.settles();
  expect(field.sent.map(([text]) => text)).toEqual(["Moved", "Moved here"]);
});

test("on a device, whoever types on without seeing what was kept has nothing to decide about", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const tab = await device.openTab();
  const client = aClient();
  const { id } = client.args;
  await mutate(tab.device, [client]);
  const row = async () => (await readRow(tab.device, "client", id)) ?? expect.unreachable();
  const kept: Promise<unknown>[] = [];
  const place: Place<string> = {
    kept: "",
    over: overOf(await row(), "background"),
    read: (text) => ({ text, value: text }),
    send(value, over) {
      const act: Act = { name: "client.change", args: { id, changes: { background: { value, over } } } };
      const keeps = mutate(tab.device, [act]);
      kept.push(keeps);
      return keeps;
    },
    became: async () => overOf(await row(), "background"),
    leaveBehind: () => expect.unreachable(),
  };
  const time = aTime();
  const field = keeping(place, { whileTyping: true, after: time.after, underWay: (work) => work });
  for (const text of ["Moved", "Moved here", "Moved here in May"]) {
    field.type(text);
    time.pass(1_000);
  }
  field.keep();
  await expect.poll(() => kept.length).toBe(3);
  await Promise.all(kept);
  expect(await row()).toMatchObject({ background: "Moved here in May", lost: [] });
});

/** A field over a store that takes its time, and shows what it keeps only when the test says so. */
function aField({ whileTyping = false } = {}) {
  const time = aTime();
  const sent: [string, Over][] = [];
  const left: string[] = [];
  const underWay = new Set<Promise<unknown>>();
  const stamp = (): Over => ({ at: sent.length, mid: String(sent.length) });
  const place: Place<string> = {
    kept: "",
    over: null,
    read(typed) {
      const text = typed.trim();
      return text.length > 100 ? { text, error: TOO_LONG } : { text, value: text };
    },
    async send(text, over) {
      await Promise.resolve();
      if (field.fails) throw new DOMException("full", "QuotaExceededError");
      sent.push([text, over]);
    },
    became: async () => stamp(),
    leaveBehind: (words) => void left.push(words),
  };
  let now = place;
  const words = keeping(place, { whileTyping, after: time.after, underWay: (work) => (underWay.add(work), work) });
  const field = {
    underWay,
    time,
    words,
    sent,
    left,
    fails: false,
    types: (text: string) => words.type(text),
    shown: () => shownIn(words.words(), now.kept),
    /** The screen is drawn with what is kept by now. */
    sees(kept = sent.at(-1)?.[0] ?? "") {
      now = { ...place, kept, over: stamp() };
      words.at(now);
    },
    async settles() {
      for (let turns = 0; turns < 30; turns++) await Promise.resolve();
    },
  };
  return field;
}
