/** What this browser keeps under a name; null when that is nothing, or storage is switched off. */
export function keptText(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a text under a name, or nothing any more; where storage is switched off, or full, it holds until the page is left. */
export function keepText(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // nobody can be told here, and nothing of the practice is in it
  }
}
