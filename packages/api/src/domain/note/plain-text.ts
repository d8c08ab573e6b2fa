import { XmlElement, XmlText, type Doc, type XmlFragment } from "yjs";

import { fragmentName } from "./first-text.ts";
import { sectionName, templateOf, type TemplateChoice } from "./templates.ts";

export type WrittenSection = { id: string; name: string; text: string };

/** The sections of a note that have words, the template's first and in its order, then what other templates left. */
export function writtenSections(doc: Doc, template: TemplateChoice): WrittenSection[] {
  const own = templateOf(template).sections;
  const others = sectionsIn(doc).filter((id) => !own.some((section) => section.id === id));
  return [...own, ...others.map((id) => ({ id, name: sectionName(id) }))]
    .map(({ id, name }) => ({ id, name, text: plainText(doc.getXmlFragment(fragmentName(id))) }))
    .filter(({ text }) => text.trim() !== "");
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
  return fragment
    .toArray()
    .flatMap((node) => lines(node))
    .join("\n");
}

function lines(node: unknown): string[] {
  if (node instanceof XmlText) return [wordsOf(node)];
  if (!(node instanceof XmlElement)) return [];
  const children = node.toArray();
  switch (node.nodeName) {
    case "bulletList":
    case "taskList":
      return children.flatMap((item) =>
        marked(item, item instanceof XmlElement && node.nodeName === "taskList" ? check(item) : "- "),
      );
    case "orderedList":
      return children.flatMap((item, index) => marked(item, `${firstNumber(node) + index}. `));
    case "listItem":
    case "taskItem":
      return children.flatMap(lines);
    default:
      return [
        children
          .map((child) =>
            child instanceof XmlText
              ? wordsOf(child)
              : child instanceof XmlElement && child.nodeName === "hardBreak"
                ? "\n"
                : "",
          )
          .join(""),
      ];
  }
}

function marked(item: unknown, mark: string): string[] {
  const [first = "", ...rest] = lines(item);
  return [mark + first, ...rest.map((line) => `  ${line}`)];
}

function firstNumber(list: XmlElement): number {
  const start = Number(list.getAttribute("start"));
  return Number.isSafeInteger(start) && start > 0 ? start : 1;
}

function check(item: XmlElement): string {
  return String(item.getAttribute("checked")) === "true" ? "[x] " : "[ ] ";
}

/** The words without their marks; Yjs' own toString would write bold as tags. */
function wordsOf(text: XmlText): string {
  const runs = text.toDelta() as { insert: unknown }[]; // Yjs' delta: a run of text, or something embedded
  return runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
}
