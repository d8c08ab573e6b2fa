import { templateOf, type TemplateChoice } from "@cliently/api/domain/note/templates";

/** Notes of these are about a client, but of no session with them. */
const OF_NO_SESSION: readonly string[] = ["contact", "private"];

export function isOfSession(template: TemplateChoice): boolean {
  return !OF_NO_SESSION.includes(templateOf(template).id);
}

/** Which session with a client the next one is, by all notes about them: two devices may have given one number twice. */
export function nextNumber(notes: readonly { number?: number | null | undefined }[]): number {
  const numbers = notes.flatMap(({ number }) => number ?? []);
  return Math.max(numbers.length, ...numbers) + 1;
}
