const KEPT = "cliently:shortcuts";

/** Whether single keys do something on this device. The palette's own keys always do. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true; // storage is switched off, and with it the choice
  }
}

/** Keeps the choice for this browser. */
export function chooseShortcuts(areOn: boolean): void {
  try {
    if (areOn) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch {
    // storage is switched off: it cannot be chosen here
  }
}
