import { expect, test } from "vitest";

import { momentOf } from "./moment.ts";
import { everyNote, inView, isNarrowed, isOfTemplate, readView, withView, type NotesView } from "./notes-view.ts";

const today = { day: "2026-11-27", weekBegins: 1 }; // a Friday

const note = (id: string, day: string, status: "draft" | "signed" = "draft", time = "10:00") => ({
  id,
  clientId: "somebody",
  createdAt: 0,
  startedAt: momentOf(day, time),
  status,
  deletedAt: null,
});

const notes = [
  note("last month", "2026-10-31", "signed", "23:59"),
  note("sunday", "2026-11-22", "signed"),
  note("monday", "2026-11-23", "draft", "00:00"),
  note("today", "2026-11-27"),
  note("next sunday", "2026-11-29", "draft", "23:59"),
  note("december", "2026-12-01", "draft", "00:00"),
];

const shown = (view: Partial<NotesView>, day = today) =>
  inView({ ...everyNote, ...view }, notes, day).map(({ id }) => id);

test("every note is shown, the newest first, until one asks for less", () => {
  expect(shown({})).toEqual(["december", "next sunday", "today", "monday", "sunday", "last month"]);
  expect(isNarrowed(everyNote)).toBe(false);
});

test("notes can be narrowed to those that are not signed", () => {
  expect(shown({ isUnsigned: true })).toEqual(["december", "next sunday", "today", "monday"]);
  expect(shown({ isUnsigned: true, time: "month" })).toEqual(["next sunday", "today", "monday"]);
  expect(isNarrowed({ ...everyNote, isUnsigned: true })).toBe(true);
});

test("this week begins on the day on which weeks begin where the person lives", () => {
  expect(shown({ time: "week" })).toEqual(["next sunday", "today", "monday"]);
  expect(shown({ time: "week" }, { ...today, weekBegins: 7 })).toEqual(["today", "monday", "sunday"]);
  expect(shown({ time: "week" }, { day: "2026-11-29", weekBegins: 7 })).toEqual(["december", "next sunday"]);
});

test("this month is from its first day to its last; a range holds both of its days, and may be open", () => {
  expect(shown({ time: "month" })).toEqual(["next sunday", "today", "monday", "sunday"]);
  expect(shown({ time: "range", from: "2026-11-23", to: "2026-11-29" })).toEqual(["next sunday", "today", "monday"]);
  expect(shown({ time: "range", to: "2026-10-31" })).toEqual(["last month"]);
  expect(shown({ time: "range", from: "2026-12-01" })).toEqual(["december"]);
});

test("the view stands in the address with what else is there, and what makes no sense in it is passed over", () => {
  const view: NotesView = { isUnsigned: true, template: "soap", time: "range", from: "2026-11-01", to: null };
  const query = withView(new URLSearchParams("tab=notes"), view);
  expect(query.toString()).toBe("tab=notes&unsigned=yes&template=soap&time=range&from=2026-11-01");
  expect(readView(query)).toEqual(view);
  expect(withView(query, everyNote).toString()).toBe("tab=notes");
  expect(readView(new URLSearchParams("sort=odd&time=ever&from=2026-99-99&to=x"))).toEqual(everyNote);
});

test("a template is one of the given, or of the practitioner's own", () => {
  const written = (template: unknown) => ({ template }) as Parameters<typeof isOfTemplate>[1]; // all that is looked at
  const own = { id: "own", name: "Walk", sections: [] };
  expect(isOfTemplate({ ...everyNote, template: "soap" }, written("soap"))).toBe(true);
  expect(isOfTemplate({ ...everyNote, template: "soap" }, written(own))).toBe(false);
  expect(isOfTemplate({ ...everyNote, template: "own" }, written(own))).toBe(true);
  expect(isOfTemplate(everyNote, written("dap"))).toBe(true);
});
