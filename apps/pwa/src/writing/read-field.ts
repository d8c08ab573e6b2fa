import { clientShape, type ClientFields } from "@cliently/api/domain/client/client";

/** The fields of a client that are written as a text; a day that is not set is an empty one. */
export type WrittenField = Exclude<keyof typeof clientShape, "status" | "contactPreference">;

/** What is written, as it would be kept, or why it cannot be. */
export type Read<Value> = { text: string } & ({ value: Value } | { error: string });

const UNKEPT = "This is too long, or holds characters that cannot be kept.";

/** Why a text cannot be kept, as its shape says: with the limit, when that is what it is beyond. */
export function whyNotKept({ issues }: Failure): string {
  const [issue] = issues;
  return issue?.code === "too_big" && issue.maximum ? tooLong(Number(issue.maximum)) : UNKEPT;
}

type Failure = { issues: readonly { code?: string; maximum?: number | bigint }[] };

/** A text as it would be kept in a field of this shape. */
export function readText(shape: Shape, text: string): Read<string> {
  const { error } = shape.safeParse(text);
  return error ? { text, error: whyNotKept(error) } : { text, value: text };
}

type Shape = { safeParse: (text: string) => { error?: Failure | undefined } };

/** That a text is longer than so many characters. */
export function tooLong(limit: number): string {
  return `This is too long. There is room for ${limit.toLocaleString()} characters.`;
}

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
  const { error } = clientShape[name].safeParse(value);
  if (error) return { text, error: whyNotKept(error) };
  if (firstYear && value !== null && value < firstYear) return { text, error: "Which year is meant?" };
  return { text, value };
}

/** Several fields of somebody who is being added, as they would be kept, or what is wrong with which. */
export function readFields<Name extends WrittenField>(
  typed: Record<Name, string>,
): { errors: Partial<Record<Name, string>> } | { errors?: never; values: Pick<Required<ClientFields>, Name> } {
  const read = Object.entries<string>(typed).map(([name, text]) => [name, readField(name as Name, text)] as const); // of the record
  const wrong = read.flatMap(([name, found]) => ("error" in found ? [[name, found.error]] : []));
  if (wrong.length > 0) return { errors: Object.fromEntries(wrong) as Partial<Record<Name, string>> };
  const values = read.map(([name, found]) => [name, "value" in found ? found.value : null]);
  return { values: Object.fromEntries(values) as Pick<Required<ClientFields>, Name> }; // each checked by its own shape
}
