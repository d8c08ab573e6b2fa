import { Inbox, NotebookPen, NotebookText, Search, Settings, UserRoundPlus, UsersRound } from "lucide-react";

import type { Command } from "./features/palette/command.ts";
import type { Place } from "./shell/navigation.ts";

/** What can stand in front of the screen, one at a time. */
export type Front = "palette" | "shortcuts" | "new-client" | "new-lead" | "sync";

/** A place, and how the palette and the keyboard get there. */
export type KnownPlace = Place & { keywords: string; shortcut?: string };

/** The screens there are, in the order in which one goes round. */
export const PLACES: readonly KnownPlace[] = [
  { href: "/clients", label: "Clients", icon: UsersRound, keywords: "people list", shortcut: "g c" },
  { href: "/leads", label: "Leads", icon: Inbox, keywords: "inquiries waitlist pipeline", shortcut: "g l" },
  { href: "/notes", label: "Notes", icon: NotebookText, keywords: "sessions list", shortcut: "g n" },
  { href: "/search", label: "Search", icon: Search, keywords: "find words", shortcut: "/" },
  { href: "/settings", label: "Settings", icon: Settings, keywords: "appearance account sign out", shortcut: "g s" },
];

/** Whose page is open at this address. */
export function clientIn(path: string): string | undefined {
  return /^\/clients\/(?!import$)([^/]+)$/.exec(path)?.[1];
}

/** What the "+" begins; a note about the client whose page is open. */
export function beginningsOf(show: (front: Front) => void, path: string): readonly Command[] {
  const clientId = clientIn(path);
  return [
    {
      id: "new-note",
      label: "New note",
      keywords: "write session begin",
      icon: NotebookPen,
      group: "do",
      shortcut: "n",
      href: clientId ? `/notes/new?client=${clientId}` : "/notes/new",
    },
    {
      id: "new-client",
      label: "New client",
      keywords: "add person",
      icon: UserRoundPlus,
      group: "do",
      shortcut: "c",
      run: () => show("new-client"),
    },
    {
      id: "new-lead",
      label: "New lead",
      keywords: "inquiry asks first contact",
      icon: Inbox,
      group: "do",
      shortcut: "l",
      run: () => show("new-lead"),
    },
  ];
}
