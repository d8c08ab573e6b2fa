import type { Act } from "@cliently/api/domain/catalogue";
import { overOf, type Over } from "@cliently/api/domain/field";
import { aClient, anId, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { NOT_SAVED } from "../not-saved.ts";
import { mutate } from "../sync/mutate.ts";
import { readRow } from "../sync/read-row.ts";
import { aDevice } from "../testing/a-device.ts";
import { aTime } from "../testing/time.ts";
import { onDevice } from "./on-device.ts";
import { keeping, shownIn } from "./keeping.ts";
import type { Place } from "./place.ts";
import { tooLong } from "./read-field.ts";

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
  expect(field.words.words().error).toBe(tooLong(100));
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

test("a text that somebody writes on without a pause is kept every two seconds all the same", async () => {
  const field = aField({ whileTyping: true });
  for (let letters = 1; letters <= 45; letters++) {
    field.types("x".repeat(letters));
    field.time.pass(100);
  }
  await field.settles();
  expect(field.sent.map(([text]) => text.length)).toEqual([20, 40]);
});

test("what is typed lies on the disk as a draft within a quarter of a second, and no longer than it is needed", async () => {
  const field = aField();
  field.types("0");
  field.time.pass(200);
  field.types("01");
  field.time.pass(50);
  expect(field.drafts).toEqual(["01"]);
  field.words.keep();
  await field.settles();
  expect(field.drafts).toEqual(["01", null]);

  field.types("0");
  field.words.leave();
  expect(field.drafts.slice(2), "before anything else could happen").toEqual(["0"]);
  field.words.drop();
  expect(field.drafts.slice(2)).toEqual(["0", null]);
  await field.settles();
});

test("a draft goes when what is typed is put back to what is kept", () => {
  const field = aField();
  field.types("a");
  field.time.pass(250);
  field.types("");
  field.time.pass(250);
  expect(field.drafts).toEqual(["a", null]);
});

test("a field that is left shows what somebody else put there, and never one's own again when theirs says the same", async () => {
  const field = aField();
  field.sees("16:12", { at: 1, mid: "theirs" });
  field.types("10:00");
  field.words.keep();
  expect(field.shown()).toBe("10:00");
  await field.settles();
  field.sees();
  expect(field.shown()).toBe("10:00");
  field.sees("16:12", { at: 9, mid: "the clock's" });
  expect(field.shown()).toBe("16:12");
});

test("with the caret still in a field whose words are kept, what somebody else puts there is shown", async () => {
  const field = aField({ whileTyping: true });
  field.types("asked, no risk. ");
  field.time.pass(1_000);
  await field.settles();
  field.sees();
  expect(field.shown()).toBe("asked, no risk. ");
  field.sees("passive thoughts", { at: 9, mid: "the phone's" });
  expect(field.shown()).toBe("passive thoughts");
  field.types("passive thoughts, agreed to call");
  field.words.keep();
  await field.settles();
  expect(field.sent.at(-1)).toEqual(["passive thoughts, agreed to call", { at: 9, mid: "the phone's" }]);
});

test("while one types on, what comes from elsewhere touches nothing, and is not passed off as seen", async () => {
  const field = aField({ whileTyping: true });
  field.types("asked");
  field.sees("passive thoughts", { at: 9, mid: "the phone's" });
  field.types("asked, no risk");
  expect(field.shown()).toBe("asked, no risk");
  field.words.keep();
  await field.settles();
  expect(field.sent).toEqual([["asked, no risk", null]]);
});

test("what a rule took back before it was drawn is not shown as kept", async () => {
  const field = aField();
  field.types("mine");
  field.words.keep();
  await field.settles();
  field.isTakenBack();
  expect(await field.words.isKept()).toBe(true);
  expect(field.shown()).toBe("");
});

test("what a rule let come to nothing is not shown as written for ever, though nobody asks", async () => {
  const field = aField();
  field.refuses = true;
  field.types("mine");
  field.words.leave();
  expect(field.shown()).toBe("mine");
  await field.settles();
  expect(field.sent).toHaveLength(1);
  expect(field.shown()).toBe("");
});

test("a draft stays until its own words are kept, whatever is kept or shown before them", async () => {
  const field = aField({ whileTyping: true });
  field.types("one");
  field.time.pass(1_000);
  field.types("one, two");
  field.time.pass(250);
  field.isStuck = (text) => text === "one, two";
  field.words.keep();
  field.sees("theirs", { at: 9, mid: "theirs" });
  await field.settles();
  expect(field.sent.map(([text]) => text)).toEqual(["one"]);
  expect(field.drafts).toEqual(["one", "one, two"]);
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
    ...onDevice(
      tab.device,
      (...given) => {
        const keeps = mutate(tab.device, ...given);
        kept.push(keeps);
        return keeps;
      },
      { noun: "client", row: { id }, path: "background", act: (value: string, over) => changed(id, value, over) },
    ),
    leaveBehind: () => expect.unreachable(),
  };
  const time = aTime();
  const field = keeping(place, { whileTyping: true, ...time, mid: anId, underWay: (work) => work });
  for (const text of ["Moved", "Moved here", "Moved here in May"]) {
    field.type(text);
    time.pass(1_000);
  }
  field.keep();
  await expect.poll(() => kept.length).toBe(3);
  await Promise.all(kept);
  expect(await row()).toMatchObject({ background: "Moved here in May", lost: [] });
});

function changed(id: string, value: string, over: Over): Act {
  return { name: "client.change", args: { id, changes: { background: { value, over } } } };
}

/** A field over a store that takes its time, and shows what it keeps only when the test says so. */
function aField({ whileTyping = false } = {}) {
  const time = aTime();
  const sent: [string, Over][] = [];
  const left: string[] = [];
  /** What was brought onto the disk as a draft; null: it was taken away. */
  const drafts: (string | null)[] = [];
  const underWay = new Set<Promise<unknown>>();
  let mids = 0;
  let stands: Over = null;
  const place: Place<string> = {
    kept: "",
    over: null,
    read(typed) {
      const text = typed.trim();
      return text.length > 100 ? { text, error: tooLong(100) } : { text, value: text };
    },
    async send(text, over, { mid }) {
      await Promise.resolve();
      if (field.isStuck(text)) return new Promise(() => {});
      if (field.fails) throw new DOMException("full", "QuotaExceededError");
      const at = sent.push([text, over]);
      if (!field.refuses) stands = { at, mid };
    },
    became: async (own) => (stands && own.includes(stands.mid) ? stands : undefined),
    putDraft: ({ value }) => void drafts.push(value),
    removeDraft: () => void drafts.push(null),
    leaveBehind: (words) => void left.push(words),
  };
  let now = place;
  const words = keeping(place, {
    whileTyping,
    ...time,
    mid: () => String(++mids),
    underWay: (work) => (underWay.add(work), work),
  });
  const field = {
    underWay,
    time,
    words,
    sent,
    left,
    drafts,
    fails: false,
    /** A rule says no where nobody hears it. */
    refuses: false,
    isStuck: (_text: string) => false,
    types: (text: string) => words.type(text),
    shown: () => shownIn(words.words(), now),
    isTakenBack: () => void (stands = null),
    /** The screen is drawn with what is kept by now. */
    sees(kept = sent.at(-1)?.[0] ?? "", over = stands) {
      now = { ...place, kept, over };
      words.at(now);
    },
    async settles() {
      for (let turns = 0; turns < 30; turns++) await Promise.resolve();
    },
  };
  return field;
}
