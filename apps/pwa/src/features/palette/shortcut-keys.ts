/** A key that was pressed, as far as shortcuts care. `at`: in ms. */
export type Press = {
  key: string;
  at: number;
  /** Ctrl, Alt or ⌘ is held: the browser's, or somebody else's. */
  isChord: boolean;
  isRepeat: boolean;
  /** It writes, or looks for a row by its first letters. */
  isTyping: boolean;
};

/** The first of two keys, while the second may still come. */
export type Held = { key: string; at: number } | null;

/** How long the second of two keys may take, in ms. */
const SECOND_KEY_MS = 1_500;

/** What a press comes to: a shortcut, or the first half of one. */
export function heard(press: Press, held: Held, shortcuts: readonly string[]): { shortcut?: string; held: Held } {
  if (press.isChord || press.isTyping || press.isRepeat || press.key.length !== 1) return { held: null };
  const key = press.key.toLowerCase();
  const first = held && press.at - held.at <= SECOND_KEY_MS ? `${held.key} ` : "";
  const keys = first + key;
  if (shortcuts.includes(keys)) return { shortcut: keys, held: null };
  const begins = shortcuts.some((shortcut) => shortcut.startsWith(`${key} `));
  return { held: begins && !first ? { key, at: press.at } : null };
}
