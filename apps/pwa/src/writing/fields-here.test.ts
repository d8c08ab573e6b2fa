import { expect, test } from "vitest";

import { fieldsIn } from "./fields-here.ts";

test("what is said of a field is known where it is and in what is around, and nowhere else, until it goes", () => {
  const practice = fieldsIn();
  const [record, note] = [fieldsIn(practice), fieldsIn(practice)];
  const leave = record.enter({ isUnkept: true });
  expect([record, note, practice].map(({ isAny }) => isAny("isUnkept"))).toEqual([true, false, true]);
  expect(practice.isAny("isInHand")).toBe(false);
  leave();
  expect([record, practice].some(({ isAny }) => isAny("isUnkept"))).toBe(false);
});

test("all fields of a part are kept, and one that could not be is told of", async () => {
  const practice = fieldsIn();
  const note = fieldsIn(practice);
  const kept: string[] = [];
  const field = (name: string, isKept: boolean) => ({ keep: () => void kept.push(name), isKept: async () => isKept });
  note.enter({ isInHand: true }, field("start", true));
  note.enter({ isUnkept: true }); // a dialog keeps nothing by itself
  practice.enter({}, field("elsewhere", true));
  expect(await note.keepAll()).toBe(true);
  expect(kept).toEqual(["start"]);
  note.enter({ isInHand: true }, field("present", false));
  expect(await note.keepAll()).toBe(false);
});
