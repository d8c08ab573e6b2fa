const KEY = "cliently-last-export";

/** When records were last written to a file on this device, in ms; null when they never were. */
export function lastExport(): number | null {
  try {
    return Number(localStorage.getItem(KEY)) || null;
  } catch {
    return null; // storage is switched off
  }
}

/** Remembers that records were written to a file at `now`, in ms. */
export function exported(now: number): void {
  try {
    localStorage.setItem(KEY, String(now));
  } catch {
    // Storage is switched off, or full: the file is there all the same.
  }
}
