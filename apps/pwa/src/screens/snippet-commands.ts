import { TextQuote } from "lucide-react";

import { lastCaret, putAtLastCaret } from "../features/notes/last-caret.ts";
import type { Command } from "../features/palette/command.ts";
import { useRows } from "../sync/hooks.tsx";

/** Putting a snippet where one writes: only while a note is open in which the caret has been. */
export function useSnippetCommands(isPaletteOpen: boolean): Command[] {
  const presets = useRows("preset", isPaletteOpen ? { all: true } : NONE); // not with every word that is kept
  if (!isPaletteOpen || !lastCaret()) return [];
  return (presets ?? [])
    .filter(({ kind, status }) => kind === "snippet" && status === "kept")
    .map(({ id, name, text = "" }) => ({
      id: `snippet ${id}`,
      label: `Insert snippet: ${name}`,
      keywords: text.slice(0, 200),
      icon: TextQuote,
      group: "do",
      run: () => putAtLastCaret(text),
    }));
}

const NONE = { newest: "createdAt", limit: 0 } as const;
