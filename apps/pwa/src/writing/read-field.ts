import { clientShape } from "@cliently/api/domain/client/client";

/** The fields of a client that are written as a text; a day that is not set is an empty one. */
export type WrittenField = Exclude<keyof typeof clientShape, "status" | "contactPreference">;

/** What is written, as it would be kept, or why it cannot be. */
export type Read<Value> = { text: string } & ({ value: Value } | { error: string });

export const TOO_LONG = "This is too long, or holds characters that cannot be kept.";

/** In these, a line that begins or ends with spaces is meant so. */
const AS_TYPED: readonly WrittenField[] = ["address", "background", "intakeNotes", "leadNotes"];

/** The first year that somebody may mean; earlier ones are written half. */
const FIRST_YEAR: Partial<Record<WrittenField, string>> = { birthDate: "1900", nextActionOn: "2000" };

/** A field of a client as it would be kept. */
export function readField(name: WrittenField, typed: string): Read<string | null> {
  const text = AS_TYPED.includes(name) ? typed : typed.trim();
  const firstYear = FIRST_YEAR[name];
  const value = firstYear && text === "" ? null : text;
  if (name === "givenName" && text === "") return { text, error: "A first name is needed." };
  if (!clientShape[name].safeParse(value).success) return { text, error: TOO_LONG };
  if (firstYear && value !== null && value < firstYear) return { text, error: "Which year is meant?" };
  return { text, value };
}
