import { CloudUpload, HardDrive, Keyboard, Moon, RefreshCw, Sun, SunMoon, Trash2, Upload } from "lucide-react";

import type { Command } from "../features/palette/command.ts";
import { chooseTheme } from "../shell/theme.ts";
import { beginningsOf, PLACES, type Front, type KnownPlace } from "../way-round.ts";

/** Where one goes seldom. */
const ELSEWHERE: readonly KnownPlace[] = [
  { href: "/storage", label: "Storage", icon: HardDrive, keywords: "space disk install offline device export" },
  { href: "/bin", label: "Bin", icon: Trash2, keywords: "deleted restore trash" },
];

type Reach = { show: (front: Front) => void; syncNow: () => void; path: string };

/** Everything that can be done from anywhere: for the palette, the shortcuts and their sheet. */
export function commandsOf({ show, syncNow, path }: Reach): readonly Command[] {
  return [
    ...beginningsOf(show, path),
    {
      id: "import",
      label: "Import clients",
      keywords: "csv vcard file contacts upload",
      icon: Upload,
      group: "do",
      href: "/clients/import",
    },
    { id: "sync-now", label: "Sync now", keywords: "server send", icon: RefreshCw, group: "do", run: syncNow },
    {
      id: "sync",
      label: "What waits and what needs you",
      keywords: "sync conflicts offline panel",
      icon: CloudUpload,
      group: "do",
      run: () => show("sync"),
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      keywords: "keys help",
      icon: Keyboard,
      group: "do",
      shortcut: "?",
      run: () => show("shortcuts"),
    },
    { id: "light", label: "Light theme", keywords: "appearance bright day", icon: Sun, ...choosing("light") },
    { id: "dark", label: "Dark theme", keywords: "appearance night", icon: Moon, ...choosing("dark") },
    { id: "system", label: "Theme as the device has it", keywords: "appearance", icon: SunMoon, ...choosing("system") },
    ...[...PLACES, ...ELSEWHERE].map((place): Command => ({ ...place, id: place.href, group: "go" })),
  ];
}

function choosing(theme: Parameters<typeof chooseTheme>[0]): { group: "do"; run: () => void } {
  return { group: "do", run: () => chooseTheme(theme) };
}
