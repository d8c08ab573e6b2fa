import { isStepInFront } from "./back-closes.ts";

/** How long a page may take to become as high as it was, in ms. After that, jumping would only disturb. */
const PATIENCE_MS = 3_000;

/** The browser's list of the pages one went through, as far as we use it: TypeScript's DOM does not know it yet. */
type Trail = EventTarget & { currentEntry: { key: string } | null };
type Step = Event & { navigationType: "push" | "replace" | "traverse" | "reload" };

/**
 * Going back finds a page where it was left, also when its rows come from the device a moment later; going on begins at
 * the top. A browser without the Navigation API keeps its own way.
 */
export function rememberScroll(): void {
  const { navigation } = globalThis as { navigation?: Trail };
  if (!navigation) return;

  const places = new Map<string, number>();
  let here = navigation.currentEntry?.key ?? "";
  let stop = () => {};
  let wasInFront = false;
  history.scrollRestoration = "manual";

  addEventListener("scroll", () => places.set(here, scrollY), { passive: true });
  navigation.addEventListener("currententrychange", (event) => {
    const { navigationType } = event as Step;
    const key = navigation.currentEntry?.key ?? "";
    const isFromStep = wasInFront;
    wasInFront = isStepInFront();
    if (wasInFront || (isFromStep && key === here)) return; // the same page
    places.set(here, scrollY); // whoever goes on right after scrolling is faster than the word of it
    here = key;
    stop();
    if (navigationType === "traverse") stop = reach(places.get(here) ?? 0);
    else if (navigationType === "push" || isFromStep) scrollTo(0, 0); // what is opened from a step takes its place
  });
}

/** Scrolls to `top` as soon as the page is high enough, unless the person scrolls first. */
function reach(top: number): () => void {
  const done = new AbortController();
  const { signal } = done;
  const growth = new ResizeObserver(() => {
    scrollTo(0, top);
    if (Math.abs(scrollY - top) < 1) done.abort();
  });
  const timer = setTimeout(() => done.abort(), PATIENCE_MS);
  signal.addEventListener("abort", () => {
    growth.disconnect();
    clearTimeout(timer);
  });
  for (const hand of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(hand, () => done.abort(), { signal, passive: true });
  }
  growth.observe(document.body);
  return () => done.abort();
}
