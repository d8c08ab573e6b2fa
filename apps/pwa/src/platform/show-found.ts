import { wordsOf } from "@cliently/api/domain/search/words-of";

import { densest } from "../local/search/passage.ts";

/** How long what was found may take to appear on the page, in ms. After that, jumping would only disturb. */
const PATIENCE_MS = 5_000;
/** How long after the last change of the page the marks are set anew, in ms. */
const PAUSE_MS = 250;
/** What the style sheet calls the words that were found: `::highlight(found)`. */
const NAME = "found";

/**
 * Shows words where they stand in a text of the page: marks them without touching the text, brings the densest stretch
 * into view once, and puts the caret, or the focus, there. `root` is asked for until it is there. The returned function
 * takes the marks away.
 */
export function showFound(root: () => HTMLElement | null, words: readonly string[]): () => void {
  const sought = new Map(words.map((word) => [word, 1]));
  const deadline = performance.now() + PATIENCE_MS;
  let isShown = false;
  const look = () => {
    const element = root();
    const ranges = element ? rangesIn(element, sought) : [];
    mark(ranges.map(({ range }) => range));
    const best = ranges[densest(ranges, sought).at];
    if (isShown || !element || !best || performance.now() > deadline) return;
    isShown = true;
    bringIntoView(best.range);
    focusAt(element, best.range);
  };
  // A text is drawn anew while one writes in it; the marks follow when one pauses.
  let due: ReturnType<typeof setTimeout> | undefined;
  const changes = new MutationObserver(() => {
    if (!isShown) return look();
    clearTimeout(due);
    due = setTimeout(look, PAUSE_MS);
  });
  changes.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
  return () => {
    changes.disconnect();
    clearTimeout(due);
    mark([]);
  };
}

type Highlights = Map<string, unknown> | undefined;

/** A browser without custom highlights shows the place alone. */
function mark(ranges: Range[]): void {
  if (!("highlights" in CSS) || typeof Highlight === "undefined") return;
  const highlights = CSS.highlights as unknown as Highlights; // TypeScript's DOM knows it as something without `set`
  if (ranges.length > 0) highlights?.set(NAME, new Highlight(...ranges));
  else highlights?.delete(NAME);
}

type FoundWord = { word: string; start: number; end: number; range: Range };

function rangesIn(element: HTMLElement, sought: ReadonlyMap<string, number>): FoundWord[] {
  const pieces: { node: Text; start: number }[] = [];
  let text = "";
  let block: Element | null = null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement?.closest("p,li,h1,h2,h3,div") ?? null;
    if (own !== block) text += "\n";
    block = own;
    pieces.push({ node: node as Text, start: text.length }); // SHOW_TEXT shows nothing else
    text += node.nodeValue ?? "";
  }
  const placeOf = (at: number) => pieces.findLast(({ start }) => start <= at);
  return wordsOf(text).flatMap(({ word, start, end }) => {
    if (!sought.has(word)) return [];
    const [from, to] = [placeOf(start), placeOf(end - 1)];
    if (!from || !to) return [];
    const range = document.createRange();
    range.setStart(from.node, start - from.start);
    range.setEnd(to.node, Math.min(end - to.start, to.node.length));
    return { word, start, end, range };
  });
}

function bringIntoView(range: Range): void {
  const { top } = range.getBoundingClientRect();
  scrollTo(0, scrollY + top - innerHeight / 3);
}

/** Where one writes with a keyboard, the caret goes behind the word; on a touch screen that would raise the keyboard. */
function focusAt(element: HTMLElement, range: Range): void {
  const editor = range.startContainer.parentElement?.closest<HTMLElement>("[contenteditable=true]");
  if (editor && matchMedia("(pointer: fine)").matches) {
    editor.focus({ preventScroll: true });
    getSelection()?.collapse(range.endContainer, range.endOffset);
    return;
  }
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
