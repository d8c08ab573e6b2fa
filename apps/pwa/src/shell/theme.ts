import { keepText, keptText } from "../platform/kept-text.ts";

/** How light the screen is: as the system says, or always one. */
export type Theme = "system" | "light" | "dark";

/** The typeface notes are written and read in. */
export type Reading = "sans" | "serif";

const THEME = "cliently:theme";
const READING = "cliently:reading";
const CHOSEN = "cliently:look";

/** What this browser was told last. */
export function chosenTheme(): Theme {
  const kept = keptText(THEME);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** What this browser was told last. */
export function chosenReading(): Reading {
  return keptText(READING) === "serif" ? "serif" : "sans";
}

/** Calls `listener` whenever the look is chosen anew in this tab. */
export function onLook(listener: () => void): () => void {
  addEventListener(CHOSEN, listener);
  return () => removeEventListener(CHOSEN, listener);
}

/** Changes the theme at once and keeps it for this browser. */
export function chooseTheme(theme: Theme): void {
  keepText(THEME, theme === "system" ? null : theme);
  applyLook();
  dispatchEvent(new Event(CHOSEN));
}

/** Changes the reading typeface at once and keeps it for this browser. */
export function chooseReading(reading: Reading): void {
  keepText(READING, reading === "sans" ? null : reading);
  applyLook();
  dispatchEvent(new Event(CHOSEN));
}

/**
 * Puts the kept choices on <html>. It has to run in a script of its own in <head>, ahead of the modules:
 * a module comes after the first paint, and the wrong theme would flash by.
 */
export function applyLook(): void {
  const root = document.documentElement;
  const theme = chosenTheme();

  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;

  if (chosenReading() === "serif") root.dataset["reading"] = "serif";
  else delete root.dataset["reading"];
}
