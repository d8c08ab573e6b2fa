/** What was pressed goes with its notice: the focus goes to the page's content, not back to its beginning. A dialog keeps its own. */
export function keepFocus({ target }: { target: Element }): void {
  target.closest("main")?.focus({ preventScroll: true });
}
