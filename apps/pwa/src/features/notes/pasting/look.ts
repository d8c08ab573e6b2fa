import type { Markup } from "./markup.ts";
import type { Mark } from "./pieces.ts";

/** How words look, as far as it says something, and where they stand. */
export type Look = {
  marks: readonly Mark[];
  isPre: boolean;
  isStruck: boolean;
  /** What is put before words that stand higher or lower, as the editor cannot raise or sink them. */
  script: "" | "^" | "_";
  /** In so many lists. */
  depth: number;
  /** What stands for a bullet of Word's, and is not read as words. */
  mark: Markup | undefined;
  /** In a drawing, outside of its words. */
  isDrawn: boolean;
};

export const PLAIN: Look = {
  marks: [],
  isPre: false,
  isStruck: false,
  script: "",
  depth: 0,
  mark: undefined,
  isDrawn: false,
};

const UNSEEN = set("script style iframe noembed noframes noscript title template video audio canvas datalist xml");
/** What in a drawing is seen only where it is used. */
const UNSEEN_DRAWN = set("defs symbol clippath mask pattern marker");
const WORDS_DRAWN = set("text foreignobject");
export const BLOCKS = set(
  "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul option",
);
export const HEADINGS = new Map<string, 2 | 3>([
  ["h1", 2],
  ["h2", 2],
  ["h3", 3],
  ["h4", 3],
  ["h5", 3],
  ["h6", 3],
]);

export function isUnseen({ name, attributes }: Markup, style: Map<string, string>, isDrawn = false): boolean {
  if (isDrawn && UNSEEN_DRAWN.has(name)) return true;
  return UNSEEN.has(name) || attributes.has("hidden") || style.get("display") === "none";
}

/** How the words in an element look. */
export function lookOf(node: Markup, style: Map<string, string>, outer: Look): Look {
  const { name } = node;
  const on = new Set(outer.marks);
  const put = (mark: Mark, isOn: boolean) => (isOn ? on.add(mark) : on.delete(mark));
  if (name === "b" || name === "strong") put("bold", true);
  if (name === "i" || name === "em") put("italic", true);
  if (HEADINGS.has(name)) on.clear();
  const weight = style.get("font-weight");
  if (weight) put("bold", /^(bold|bolder|[6-9]\d\d)/.test(weight));
  const slant = style.get("font-style");
  if (slant) put("italic", /^(italic|oblique)/.test(slant));
  const space = style.get("white-space");
  const keeps = space ? /^(pre|break-spaces)/.test(space) : outer.isPre || name === "pre" || name === "textarea";
  return {
    ...outer,
    marks: [...on].toSorted(),
    isPre: keeps,
    isStruck: outer.isStruck || isStruck(node, style),
    script: scriptOf(name, style) ?? outer.script,
    isDrawn: name === "svg" || (outer.isDrawn && !WORDS_DRAWN.has(name)),
  };
}

/** Once struck, always struck: no style within takes a line through words away. */
function isStruck({ name, attributes }: Markup, style: Map<string, string>): boolean {
  if (name === "s" || name === "strike" || name === "del") return true;
  if (/\bmsoDel\b/i.test(attributes.get("class") ?? "")) return true; // deleted in Word, with its changes tracked
  return ["text-decoration", "text-decoration-line"].some((rule) => style.get(rule)?.includes("line-through"));
}

function scriptOf(name: string, style: Map<string, string>): Look["script"] | undefined {
  if (BLOCKS.has(name)) return undefined;
  const place = style.get("vertical-align");
  if (name === "sup" || place === "super") return "^";
  return name === "sub" || place === "sub" ? "_" : undefined;
}

export function styleOf({ attributes }: Markup): Map<string, string> {
  const style = new Map<string, string>();
  for (const rule of (attributes.get("style") ?? "").split(";")) {
    const colon = rule.indexOf(":");
    if (colon > 0)
      style.set(
        rule.slice(0, colon).trim().toLowerCase(),
        rule
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return style;
}

function set(list: string): Set<string> {
  return new Set(list.split(" "));
}
