import { keepText, keptText } from "../../platform/kept-text.ts";

const KEPT = "cliently:shortcuts";

/** Whether single keys do something on this device. The palette's own keys always do. */
export function areShortcutsOn(): boolean {
  return keptText(KEPT) !== "off";
}

/** Keeps the choice for this browser. */
export function chooseShortcuts(areOn: boolean): void {
  keepText(KEPT, areOn ? null : "off");
}
