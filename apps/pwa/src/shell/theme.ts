/** How light the screen is: as the system says, or always one. */
export type Theme = "system" | "light" | "dark";

/** The typeface notes are written and read in. */
export type Reading = "sans" | "serif";

const THEME = "cliently:theme";
const READING = "cliently:reading";
const CHOSEN = "cliently:look";

/** What this browser was told last. */
export function chosenTheme(): Theme {
  const kept = read(THEME);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** What this browser was told last. */
export function chosenReading(): Reading {
  return read(READING) === "serif" ? "serif" : "sans";
}

/** Calls `listener` whenever the look is chosen anew in this tab. */
export function onLook(listener: () => void): () => void {
  addEventListener(CHOSEN, listener);
  return () => removeEventListener(CHOSEN, listener);
}

/** Changes the theme at once and keeps it for this browser. */
export function chooseTheme(theme: Theme): void {
  keep(THEME, theme === "system" ? null : theme);
  applyLook();
  dispatchEvent(new Event(CHOSEN));
}

/** Changes the reading typeface at once and keeps it for this browser. */
export function chooseReading(reading: Reading): void {
  keep(READING, reading === "sans" ? null : reading);
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

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: the system decides
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // storage is switched off: the choice holds until the page is left
  }
}
