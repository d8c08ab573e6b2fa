import type { Doc, XmlFragment } from "yjs";

import { contentOf, type Content } from "./content.ts";
import { fragmentName } from "./first-text.ts";
import { leftSections, templateOf, type HowWritten } from "./templates.ts";

export type WrittenSection = { id: string; name: string; text: string };

/** The sections of a note that have words, the template's first and in its order, then what other templates left. */
export function writtenSections(doc: Doc, note: HowWritten): WrittenSection[] {
  const textIn = (id: string) => plainText(doc.getXmlFragment(fragmentName(id)));
  const written = sectionsIn(doc).filter((id) => textIn(id).trim() !== "");
  return [...templateOf(note.template).sections, ...leftSections(note, written)]
    .filter(({ id }) => written.includes(id))
    .map(({ id, name }) => ({ id, name, text: textIn(id) }));
}

/** The ids of all sections that a note's text has ever had. */
export function sectionsIn(doc: Doc): string[] {
  const prefix = fragmentName("");
  return [...doc.share.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .toSorted();
}

/** A section's words: a line a paragraph, "- " or their number before list items, "[ ]" and "[x]" before checks. */
export function plainText(fragment: XmlFragment): string {
  return textOf(contentOf(fragment));
}

/** The same of what stood in one. */
export function textOf(content: readonly Content[]): string {
  return content.flatMap(lines).join("\n");
}

function lines({ type, text, attrs, content = [] }: Content): string[] {
  switch (type) {
    case "text":
      return [text ?? ""];
    case "bulletList":
      return content.flatMap((item) => marked(item, "- "));
    case "taskList":
      return content.flatMap((item) => marked(item, String(item.attrs?.["checked"]) === "true" ? "[x] " : "[ ] "));
    case "orderedList":
      return content.flatMap((item, index) => marked(item, `${firstNumber(attrs?.["start"]) + index}. `));
    case "listItem":
    case "taskItem":
      return content.flatMap(lines);
    default:
      // Blocks in a block that is none of ours, as a newer editor may have them: their words all the same.
      if (content.some((piece) => piece.content)) return content.flatMap(lines);
      return [content.map((piece) => (piece.type === "hardBreak" ? "\n" : (piece.text ?? ""))).join("")];
  }
}

function marked(item: Content, mark: string): string[] {
  const [first = "", ...rest] = lines(item);
  return [mark + first, ...rest.map((line) => `  ${line}`)];
}

function firstNumber(start: unknown = 1): number {
  const first = Number(start);
  return Number.isSafeInteger(first) ? first : 1;
}
