import { FilePlus, NotebookText, Sparkles, Target, UserRound } from "lucide-react";

import { MERGED_KEYS } from "../features/history/merged-keys.ts";
import { CommandPalette, type PaletteHit } from "../features/palette/command-palette.tsx";
import { ShortcutSheet } from "../features/palette/shortcut-sheet.tsx";
import { useShortcuts } from "../features/palette/use-shortcuts.ts";
import { NOTE_KEYS, TEXT_KEYS } from "../features/notes/text-keys.ts";
import { PAPER_KEYS } from "../features/signing/paper-keys.ts";
import { useOpenHit } from "../platform/finding.tsx";
import { useEngine } from "../sync/hooks.tsx";
import { useSearch } from "../sync/use-search.ts";
import { clientIn, type Front } from "../way-round.ts";
import { commandsOf } from "./commands-of.ts";
import { useSnippetCommands } from "./snippet-commands.ts";

type Props = { front: Front | null; onFront: (front: Front | null) => void; path: string; go: (href: string) => void };

const textKeys = Object.entries({ ...NOTE_KEYS, ...MERGED_KEYS, ...TEXT_KEYS, ...PAPER_KEYS }).map(([label, keys]) => ({
  label,
  keys,
}));

/** The palette, and the keys that do something everywhere. */
export function Commands({ front, onFront, path, go }: Props) {
  const { syncNow } = useEngine();
  const commands = [...commandsOf({ show: onFront, syncNow, path }), ...useSnippetCommands(front === "palette")];
  const close = () => onFront(null);
  useShortcuts({ commands, go, onPalette: () => onFront("palette") });

  return (
    <>
      <CommandPalette
        isOpen={front === "palette"}
        onClose={close}
        commands={commands}
        go={go}
        clientId={clientIn(path)}
        useHits={useHits}
      />
      <ShortcutSheet isOpen={front === "shortcuts"} onClose={close} commands={commands} textKeys={textKeys} />
    </>
  );
}

/** What the search finds for these words, beyond the names that the palette knows by itself. */
function useHits(text: string): readonly PaletteHit[] {
  const { answer } = useSearch({ ...ANYTHING, text });
  const open = useOpenHit();
  if (!text.trim()) return [];
  const hits = answer?.hits.filter(({ noun, place }) => noun !== "client" || place !== "") ?? []; // names it has itself
  return hits.map((hit) => ({
    id: `${hit.noun}|${hit.id}`,
    label: [hit.client?.name ?? hit.title, hit.placeName].filter(Boolean).join(" · "),
    passage: hit.passage.text,
    icon: HIT_ICONS[hit.noun],
    open: () => open(hit),
  }));
}

const ANYTHING = { noun: null, clientId: null, from: null, before: null, limit: 5 };
const HIT_ICONS = {
  client: UserRound,
  note: NotebookText,
  summary: Sparkles,
  addendum: FilePlus,
  goal: Target,
} as const;
