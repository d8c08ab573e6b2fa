import type { Markup } from "./markup.ts";
import type { ListKind } from "./pieces.ts";

/** An item of a list as Word writes it: a paragraph that says how deep it is, and begins with its bullet or number as text. */
export type WordLine = { list: ListKind; level: number; id: string; start?: number; mark?: Markup };

/** Reads one; undefined for what is none. */
export function wordLine(node: Markup, style: Map<string, string>): WordLine | undefined {
  const told = style.get("mso-list");
  const level = Number(/level(\d)/.exec(told ?? "")?.[1] ?? 1);
  if (!told || told === "ignore" || node.name === "li") return undefined;
  const mark = markIn(node);
  const line = { level, id: /lfo\d+/.exec(told)?.[0] ?? "", ...(mark ? { mark } : {}) };
  const number = mark && NUMBER.exec(allText(mark).trim());
  if (!number) return { list: "bulletList", ...line };
  return { list: "orderedList", ...line, ...(number[1] === undefined ? {} : { start: Number(number[1]) }) };
}

const LONGEST_MARK = 40;
const NUMBER =
  /^[^\p{L}\p{N}]*(?:(?:\d{1,5}|[a-z])\.)*(?:(\d{1,5})|(?:[ivxlcdm]{1,8}|([a-z])\2*)(?=[.)]))[^\p{L}\p{N}]*$/iu;
const BULLET = /^[^\p{L}\p{N}]*\p{L}?[^\p{L}\p{N}]*$/u;

/** Whether it only counts or points: “Goal 1:” says something. */
function isMark(said: string): boolean {
  return said.length <= LONGEST_MARK && (NUMBER.test(said) || BULLET.test(said));
}

/** What stands for the bullet or number of a line: it comes before all its words. Another line within has its own. */
function markIn(line: Markup): Markup | undefined {
  const ahead = line.children.toReversed();
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (typeof next === "string") {
      if (next.trim()) return undefined;
      continue;
    }
    const told = /mso-list:\s*([^;]*)/i.exec(next.attributes.get("style") ?? "")?.[1];
    if (told && /^ignore/i.test(told)) return isMark(allText(next).trim()) ? next : undefined;
    if (told) return undefined;
    for (const child of next.children.toReversed()) ahead.push(child);
  }
  return undefined;
}

function allText(node: Markup): string {
  return node.children.map((child) => (typeof child === "string" ? child : allText(child))).join("");
}
