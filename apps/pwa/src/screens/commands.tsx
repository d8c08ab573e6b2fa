import { CommandPalette, type PaletteHit } from "../features/palette/command-palette.tsx";
import { ShortcutSheet } from "../features/palette/shortcut-sheet.tsx";
import { useShortcuts } from "../features/palette/use-shortcuts.ts";
import { TEXT_KEYS } from "../features/notes/text-keys.ts";
import { useEngine } from "../sync/hooks.tsx";
import type { Front } from "../way-round.ts";
import { commandsOf } from "./commands-of.ts";

type Props = { front: Front | null; onFront: (front: Front | null) => void; path: string; go: (href: string) => void };

const textKeys = Object.entries(TEXT_KEYS).map(([label, keys]) => ({ label, keys }));

/** The palette, and the keys that do something everywhere. */
export function Commands({ front, onFront, path, go }: Props) {
  const { syncNow } = useEngine();
  const commands = commandsOf({ show: onFront, syncNow });
  const close = () => onFront(null);
  useShortcuts({ commands, go, onPalette: () => onFront("palette") });

  return (
    <>
      <CommandPalette
        isOpen={front === "palette"}
        onClose={close}
        commands={commands}
        go={go}
        clientId={/^\/clients\/(?!import$)([^/]+)$/.exec(path)?.[1]}
        useHits={useHits}
      />
      <ShortcutSheet isOpen={front === "shortcuts"} onClose={close} commands={commands} textKeys={textKeys} />
    </>
  );
}

/** What the search finds for these words. */
function useHits(): readonly PaletteHit[] {
  return [];
}
