/** Keys are written as "mod+k" (Ctrl, on a Mac ⌘), or "g c" for one after the other. */

/** Opens the palette, in whatever one is writing, also where the other shortcuts are switched off. */
export const PALETTE_KEYS = "mod+k";

/** Whether this is a Mac, an iPhone or an iPad: there it is ⌘ what is Ctrl elsewhere. */
export function isApple({ platform }: { platform: string } = navigator): boolean {
  return /^(Mac|iPhone|iPad|iPod)/.test(platform);
}

/** The keys as they are printed on the keyboard: those pressed together, one after the other. */
export function keyNames(keys: string, onApple = isApple()): string[][] {
  const names = onApple ? APPLE : OTHERS;
  return keys
    .split(" ")
    .map((together) => together.split("+").map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}

/** The same in one word: "Ctrl+Shift+8", "⌘⇧8". */
export function keysInWords(keys: string, onApple = isApple()): string {
  return keyNames(keys, onApple)
    .map((together) => together.join(onApple ? "" : "+"))
    .join(" ");
}

/** Whether just these keys are pressed together. */
export function arePressed(keys: string, event: KeyboardEvent): boolean {
  const wanted = keys.split("+");
  const key = wanted.at(-1) ?? "";
  const isLetterOn = event.key > "\u007f" && event.code === `Key${key.toUpperCase()}`; // of a Greek or Cyrillic keyboard
  const isKey = event.key.toLowerCase() === key.toLowerCase() || isLetterOn;
  return (
    isKey &&
    (event.ctrlKey || event.metaKey) === wanted.includes("mod") &&
    event.altKey === wanted.includes("alt") &&
    event.shiftKey === wanted.includes("shift")
  );
}

const ARROWS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓" };
const APPLE: Record<string, string> = { ...ARROWS, mod: "⌘", shift: "⇧", alt: "⌥" };
const OTHERS: Record<string, string> = { ...ARROWS, mod: "Ctrl", shift: "Shift", alt: "Alt" };
