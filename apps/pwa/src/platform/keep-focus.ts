/** What was pressed goes with its notice: the focus goes to what that stands in, not back to the beginning of the page. */
export function keepFocus({ target }: { target: Element }): void {
  target.closest<HTMLElement>("[role=dialog], main")?.focus({ preventScroll: true });
}
