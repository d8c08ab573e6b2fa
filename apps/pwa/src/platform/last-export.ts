/** When records of an account were last written to a file on this device, in ms; null when they never were. */
export function lastExport(accountId: string): number | null {
  try {
    return Number(localStorage.getItem(placeOf(accountId))) || null;
  } catch {
    return null; // storage is switched off
  }
}

/** Remembers that records were written to a file at `now`, in ms. */
export function exported(accountId: string, now: number): void {
  try {
    localStorage.setItem(placeOf(accountId), String(now));
  } catch {
    // Storage is switched off, or full: the file is there all the same.
  }
}

export function forgetLastExport(accountId: string): void {
  try {
    localStorage.removeItem(placeOf(accountId));
  } catch {
    // Storage is switched off: nothing is there.
  }
}

function placeOf(accountId: string): string {
  return `cliently-last-export-${accountId}`;
}
