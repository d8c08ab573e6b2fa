import type { Markup } from "./markup.ts";
import type { ListKind } from "./pieces.ts";

/** An item of a list as Word writes it: a paragraph that says how deep it is, with its mark as text before its words. */
export type WordLine = { list: ListKind; level: number; id: string; start?: number; text: Markup };

/** Reads one; undefined for what is none. */
export function wordLine(node: Markup, style: Map<string, string>): WordLine | undefined {
  const told = style.get("mso-list");
  const level = Number(/level(\d)/.exec(told ?? "")?.[1] ?? 1);
  if (!told || told === "ignore" || node.name === "li") return undefined;
  const marks: string[] = [];
  const text = { ...withoutMark(node, marks), name: "div", attributes: new Map<string, string>() };
  const number = /^\W*(\d{1,5}|[a-z]{1,5})[.)]/i.exec(marks.join("").trim())?.[1];
  const id = /lfo\d+/.exec(told)?.[0] ?? "";
  if (number === undefined) return { list: "bulletList", level, id, text };
  const start = Number(number);
  return { list: "orderedList", level, id, ...(start > 0 ? { start } : {}), text };
}

/** The paragraph without what stands for its bullet or number, which goes into `marks`. */
function withoutMark(node: Markup, marks: string[]): Markup {
  return {
    ...node,
    children: node.children.flatMap((child): (Markup | string)[] => {
      if (typeof child === "string") return [child];
      if (!/mso-list:\s*ignore/i.test(child.attributes.get("style") ?? "")) return [withoutMark(child, marks)];
      marks.push(allText(child));
      return [];
    }),
  };
}

function allText(node: Markup): string {
  return node.children.map((child) => (typeof child === "string" ? child : allText(child))).join("");
}
