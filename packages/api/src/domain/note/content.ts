import { XmlElement, XmlText, type XmlFragment } from "yjs";
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

/** What stands in a section, however the edits were cut that led to it: equal texts give equal content. */
export function contentOf(fragment: XmlFragment): Content[] {
  return fragment.toArray().flatMap(piecesOf);
}

/** What one node of a section says. */
export function piecesOf(node: unknown): Content[] {
  if (node instanceof XmlText) return runsOf(node);
  if (!(node instanceof XmlElement)) return [];
  const attrs = Object.entries(node.getAttributes()).filter(([, value]) => isPlain(value));
  const content = node.toArray().flatMap(piecesOf);
  return [
    {
      type: node.nodeName,
      ...(attrs.length ? { attrs: Object.fromEntries(attrs) as Record<string, string | number | boolean> } : {}), // filtered so
      ...(content.length ? { content } : {}),
    },
  ];
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
