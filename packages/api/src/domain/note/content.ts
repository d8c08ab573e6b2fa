import { XmlElement, XmlFragment, XmlText } from "yjs";
import { z } from "zod";

/** A piece of a section as the editor has it: a block with blocks in it, or a run of text with its marks. */
export type Content = {
  type: string;
  attrs?: Record<string, string | number | boolean> | undefined;
  marks?: string[] | undefined;
  text?: string | undefined;
  content?: Content[] | undefined;
};

export const Content: z.ZodType<Content> = z.lazy(() =>
  z.strictObject({
    type: z.string(),
    attrs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    marks: z.array(z.string()).optional(),
    text: z.string().optional(),
    content: z.array(Content).optional(),
  }),
);

/**
 * Content is nested no deeper than this, in blocks; what lies deeper in a text becomes lines. Whoever reads content goes
 * into it step by step, and a text that somebody made deep on purpose must not end that anywhere.
 */
export const DEEPEST_READ = 100;

/** What stands in a section, however the edits were cut that led to it: equal texts give equal content. */
export function contentOf(fragment: XmlFragment): Content[] {
  return fragment.toArray().flatMap((node) => piecesOf(node));
}

/** What one node of a section says. */
export function piecesOf(node: unknown, depth = 0): Content[] {
  if (node instanceof XmlText) return runsOf(node);
  if (!(node instanceof XmlElement)) return [];
  if (depth >= DEEPEST_READ && node.toArray().some(isBlock)) return linesIn(node);
  const attrs = Object.entries(node.getAttributes()).filter(([, value]) => isPlain(value));
  const content = node.toArray().flatMap((child) => piecesOf(child, depth + 1));
  return [
    {
      type: node.nodeName,
      ...(attrs.length ? { attrs: Object.fromEntries(attrs) as Record<string, string | number | boolean> } : {}), // filtered so
      ...(content.length ? { content } : {}),
    },
  ];
}

/** Whether elements are nested deeper in it than this: whoever goes into such a text step by step may not come to its end. */
export function isDeeperThan(top: XmlFragment, levels: number): boolean {
  const ahead: { node: unknown; depth: number }[] = [{ node: top, depth: 0 }];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { node, depth } = next;
    if (!(node instanceof XmlFragment)) continue;
    if (depth > levels) return true;
    for (const child of node.toArray()) ahead.push({ node: child, depth: depth + 1 });
  }
  return false;
}

/** All texts in a node, in their order, however deep. */
export function textsIn(parent: XmlFragment): XmlText[] {
  const texts: XmlText[] = [];
  walk(parent, (node) => void (node instanceof XmlText && texts.push(node)));
  return texts;
}

/** What a node says as paragraphs, however deep. */
function linesIn(top: XmlElement): Content[] {
  const lines: Content[][] = [[]];
  walk(top, (node) => {
    const isBreak = node instanceof XmlElement && node.nodeName === "hardBreak" && node.length === 0;
    if (!isBreak && !(node instanceof XmlText)) return void lines.push([]);
    for (const piece of piecesOf(node)) lines.at(-1)?.push(piece);
  });
  return lines.filter((content) => content.length > 0).map((content) => ({ type: "paragraph", content }));
}

/** Visits every text, and every element at its beginning and, with something in it, at its end, without a step deeper for each. */
function walk(top: XmlFragment, visit: (node: unknown) => void): void {
  const ahead: { node: unknown; isOver?: true }[] = [{ node: top }];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    visit(next.node);
    if (next.isOver || !(next.node instanceof XmlFragment) || next.node.length === 0) continue;
    ahead.push({ node: next.node, isOver: true });
    for (const node of next.node.toArray().toReversed()) ahead.push({ node });
  }
}

/** An element with something in it; a break has nothing. */
function isBlock(node: unknown): boolean {
  return node instanceof XmlElement && node.length > 0;
}

function runsOf(text: XmlText): Content[] {
  const runs = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]; // Yjs' delta
  return runs.flatMap(({ insert, attributes = {} }) => {
    if (typeof insert !== "string") return [];
    // A mark that is off says null or false.
    const marks = Object.keys(attributes)
      .filter((mark) => attributes[mark] !== null && attributes[mark] !== false)
      .toSorted();
    return [{ type: "text", text: insert, ...(marks.length ? { marks } : {}) }];
  });
}

function isPlain(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
