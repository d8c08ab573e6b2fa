/** Words that came from elsewhere and stand together, as they are marked on the page. */
type MarkedPlace = { section: string; range: Range };

/** What the style sheet calls the words that are being read: `::highlight(reviewed)`. */
const NAME = "reviewed";

/** Every place of the open note that is marked as merged, from top to bottom. */
export function markedPlaces(): MarkedPlace[] {
  const places = new Map<string, MarkedPlace>();
  for (const mark of document.querySelectorAll<HTMLElement>(".note-text .merged-words")) {
    const section = mark.closest(".note-text")?.getAttribute("aria-labelledby") ?? "";
    const place = `${section}|${mark.dataset["place"] ?? ""}`;
    const known = places.get(place);
    if (known) {
      known.range.setEndAfter(mark); // bold words within it are elements of their own
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(mark);
    places.set(place, { section, range });
  }
  return [...places.values()];
}

/** Brings a place into view and makes it stand out; with `takesCaret` one writes on there. */
export function showPlace({ range }: MarkedPlace, takesCaret: boolean): void {
  const { top } = range.getBoundingClientRect();
  scrollTo({ top: scrollY + top - innerHeight / 3 });
  if ("highlights" in CSS && typeof Highlight !== "undefined") highlights().set(NAME, new Highlight(range));
  if (!takesCaret) return;
  range.startContainer.parentElement?.closest<HTMLElement>("[contenteditable=true]")?.focus({ preventScroll: true });
  getSelection()?.collapse(range.startContainer, range.startOffset);
}

export function showNoPlace(): void {
  if ("highlights" in CSS) highlights().delete(NAME);
}

function highlights(): Map<string, unknown> {
  return CSS.highlights as unknown as Map<string, unknown>; // TypeScript's DOM knows it as something without `set`
}
