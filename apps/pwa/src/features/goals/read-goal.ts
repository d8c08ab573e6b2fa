import { goalShape, type GoalFields } from "@cliently/api/domain/goal/goal";
import { readNumber } from "@cliently/api/domain/goal/read-number";

import { readText, type Read } from "../../writing/read-field.ts";

export type WrittenField = Exclude<keyof GoalFields, "status">;

export const NO_NUMBER = "Write a number, such as 7 or 7.5.";

/** A field of a goal as a text; what is not set is an empty one. */
export function writtenDown(value: string | number | null): string {
  return value === null ? "" : String(value);
}

/** A field of a goal as it would be kept. */
export function readField(name: WrittenField, typed: string): Read<string | number | null> {
  const text = name === "details" ? typed : typed.trim();
  if (name === "title" && text === "") return { text, error: "A goal needs a name." };
  if (name === "start" || name === "target") {
    const value = readNumber(text);
    return value === undefined ? { text, error: NO_NUMBER } : { text: writtenDown(value), value };
  }
  if (name === "dueOn") return readDay(text);
  return readText(goalShape[name], text);
}

/** A year of which only the first digits are there is none that somebody means. */
function readDay(text: string): Read<string | null> {
  if (text === "") return { text, value: null };
  return text < "2000" ? { text, error: "Which year is meant?" } : { text, value: text };
}
