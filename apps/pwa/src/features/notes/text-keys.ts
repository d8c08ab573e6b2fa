/** The keys of the editor, as in platform/keys.ts, by what they do. */
export const TEXT_KEYS = {
  Bold: "mod+b",
  Italic: "mod+i",
  Heading: "mod+alt+2",
  List: "mod+shift+8",
  "Numbered list": "mod+shift+7",
  "Check list": "mod+shift+9",
  Undo: "mod+z",
  Redo: "mod+shift+z",
  "Save now": "mod+s",
} as const;

/** The keys of the note around the text. */
export const NOTE_KEYS = {
  "Next part of the note": "alt+ArrowDown",
  "Part before": "alt+ArrowUp",
  "Start or stop the timer": "mod+shift+l",
  "Only the text, and back": "mod+shift+f",
} as const;
