import { templateOf, type TemplateChoice } from "@cliently/api/domain/note/templates";
import { wordsOfUpdate } from "@cliently/api/domain/note/words-of-update";

import { dayTimeWords } from "../../platform/days.ts";
import { clientLabel, clientWords, isClientField } from "./client-words.ts";

/** What in the arguments of a change nobody wrote: names of things, and what they took the place of. */
const NO_WORDS = new Set([
  "id",
  "clientId",
  "noteId",
  "mid",
  "over",
  "seen",
  "textHash",
  "kind",
  "importId",
  "textVersion",
  "signature",
  "hash",
  "vector",
  "sealed",
  "signedAt",
  "settles",
  "instrument",
  "field",
]);

/** Every text in the arguments of a change, a line each, for reading and copying. */
export function wordsIn(args: unknown, name = ""): string {
  if (name === "update") return typeof args === "string" ? noteWords(args) : "";
  if (name === "template") return templateOf(changedTo(args) as TemplateChoice).name; // a note's field of that name
  if (name.endsWith("At")) return wordsOfMoment(changedTo(args));
  if (typeof args === "string") return clientWords(name, args);
  if (typeof args !== "object" || args === null) return "";
  if ("value" in args && "over" in args) return wordsIn(args.value, name);
  return Object.entries(args)
    .filter(([inner]) => !NO_WORDS.has(inner))
    .map(([inner, value]) => {
      const words = wordsIn(value, inner);
      return isClientField(inner) && words ? `${clientLabel(inner, value)}: ${words}` : words;
    })
    .filter(Boolean)
    .join("\n");
}

/** A moment in words; "" when it was taken away. */
function wordsOfMoment(at: unknown): string {
  return typeof at === "number" ? dayTimeWords(at) : "";
}

function changedTo(args: unknown): unknown {
  return typeof args === "object" && args !== null && "value" in args ? args.value : args;
}

function noteWords(update: string): string {
  try {
    return wordsOfUpdate(update) || "Takes words out of the note, or changes how they look.";
  } catch {
    return "These words can no longer be read.";
  }
}
