import { decoded } from "./entities.ts";

/** An element as it was read, with what is in it. Nothing of it is ever part of a page. */
export type Markup = { name: string; attributes: Map<string, string>; children: (Markup | string)[] };

/**
 * Reads HTML into a tree without a browser's parser: that one looks at handlers and styles even in a document which
 * nobody sees, and reports each to the content policy. Never fails; whatever a browser would show as text is in the tree.
 */
export function readMarkup(html: string): Markup {
  const root = element("html");
  const open: Markup[] = [root];
  const inside = () => open.at(-1) ?? root;
  let at = 0;

  while (at < html.length) {
    const next = html.indexOf("<", at);
    const text = html.slice(at, next < 0 ? undefined : next);
    if (text) inside().children.push(decoded(text));
    if (next < 0) break;
    at = next + 1;
    const [first = "", second = ""] = [html[at], html[at + 1]];
    if (isLetter(first)) {
      const tag = readTag(html, at);
      if (!tag) break; // it never ends, and a browser shows nothing of it
      at = begins(open, tag) && isRaw(open, tag.name) ? afterRaw(html, tag, inside()) : tag.end;
    } else if (first === "/" && isLetter(second)) {
      const tag = readTag(html, at + 1);
      if (!tag) break;
      ends(open, tag.name);
      at = tag.end;
    } else if ("!/?".includes(first) && first) {
      at = afterComment(html, at);
    } else inside().children.push("<");
  }
  return root;
}

type Tag = { name: string; attributes: Map<string, string>; isClosed: boolean; end: number };

/** Deeper than that nothing is nested any more: words are kept, and nobody's stack runs out. */
const DEPTH = 150;
const VOID = words("area base br col embed hr img input link meta param source track wbr");
const RAW = words("script style iframe noembed noframes noscript title textarea xmp");
const FOREIGN = words("svg math");
/** What a browser never has in a picture: it ends one that was left open. */
const ENDS_FOREIGN = words("b big body br code em i img li s small span strike strong sub sup u");
const TABLE = words("table caption tbody thead tfoot tr td th");
const WALLS = words("table caption td th");
const ENDS_P = words(
  "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul",
);

/** What a beginning ends that was left open: the names, and what one does not look beyond. */
const IMPLIED = new Map<string, [names: Set<string>, within: Set<string>]>([
  ["li", [words("li"), words("ul ol menu")]],
  ["dt", [words("dt dd"), words("dl")]],
  ["dd", [words("dt dd"), words("dl")]],
  ["td", [words("td th"), words("tr table")]],
  ["th", [words("td th"), words("tr table")]],
  ["tr", [words("tr"), words("table")]],
  ["tbody", [words("tbody thead tfoot caption"), words("table")]],
]);

/** Puts an element where it belongs; false when nothing can be in it. */
function begins(open: Markup[], { name, attributes, isClosed }: Tag): boolean {
  const foreign = open.findIndex((each) => FOREIGN.has(each.name));
  if (foreign >= 0 && (ENDS_P.has(name) || ENDS_FOREIGN.has(name))) open.length = foreign;
  if (ENDS_P.has(name)) closes(open, words("p"), WALLS);
  const implied = IMPLIED.get(name);
  if (implied) closes(open, ...implied);
  const made = { name, attributes, children: [] };
  (open.at(-1) ?? made).children.push(made);
  if (VOID.has(name) || (isClosed && foreign >= 0)) return false;
  if (isRaw(open, name) || open.length < DEPTH) open.push(made);
  return true;
}

function ends(open: Markup[], name: string): void {
  if (name === "br") return void open.at(-1)?.children.push(element("br"));
  closes(open, new Set([name]), TABLE.has(name) ? new Set() : WALLS);
}

function closes(open: Markup[], names: Set<string>, within: Set<string>): void {
  for (let at = open.length - 1; at > 0; at--) {
    const { name } = open[at] ?? { name: "" };
    if (names.has(name)) return void (open.length = at);
    if (within.has(name)) return;
  }
}

/** Whether what is in such an element is no markup. In a picture it always is. */
function isRaw(open: Markup[], name: string): boolean {
  return RAW.has(name) && !open.some((each) => FOREIGN.has(each.name));
}

/** Where reading goes on after an element began whose text is no markup: at its end. */
function afterRaw(html: string, { name, end }: Tag, raw: Markup): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  closing.lastIndex = end;
  const found = closing.exec(html);
  raw.children.push(decoded(html.slice(end, found?.index)));
  return found ? found.index : html.length;
}

function afterComment(html: string, at: number): number {
  if (!html.startsWith("!--", at)) return behind(html, ">", at);
  const short = /^!---?>/.exec(html.slice(at, at + 5));
  if (short) return at + short[0].length;
  const ending = /--!?>/g;
  ending.lastIndex = at + 3;
  return ending.exec(html) ? ending.lastIndex : html.length;
}

function behind(html: string, mark: string, at: number): number {
  const found = html.indexOf(mark, at);
  return found < 0 ? html.length : found + mark.length;
}

/** A tag whose name begins here; undefined when it never ends. */
function readTag(html: string, from: number): Tag | undefined {
  const name = take(html, from, /[^\s/>]+/y).toLowerCase();
  const attributes = new Map<string, string>();
  let at = from + name.length;
  let isClosed = false;
  while (at < html.length) {
    at += take(html, at, /[\s/]+/y).length;
    if (html[at] === ">") {
      isClosed = html[at - 1] === "/";
      return { name, attributes, isClosed, end: at + 1 };
    }
    const key = take(html, at, /=?[^\s/>=]*/y);
    at += key.length;
    const equals = take(html, at, /\s*=\s*/y);
    if (!equals) {
      if (key && !attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), "");
      continue;
    }
    at += equals.length;
    const quote = html[at];
    let value: string;
    if (quote === '"' || quote === "'") {
      const end = html.indexOf(quote, at + 1);
      if (end < 0) return undefined;
      value = html.slice(at + 1, end);
      at = end + 1;
    } else {
      value = take(html, at, /[^\s>]*/y);
      at += value.length;
    }
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), decoded(value));
  }
  return undefined;
}

function take(html: string, at: number, what: RegExp): string {
  what.lastIndex = at;
  return what.exec(html)?.[0] ?? "";
}

function element(name: string): Markup {
  return { name, attributes: new Map(), children: [] };
}

function isLetter(character: string): boolean {
  return /^[a-z]$/i.test(character);
}

function words(list: string): Set<string> {
  return new Set(list.split(" "));
}
