import { NotebookPen, NotebookText, Settings, UserRoundPlus, UsersRound } from "lucide-react";

import type { Beginning, Place } from "../shell/navigation.ts";

/** Where one can go. */
export const places: readonly Place[] = [
  { href: "/clients", label: "Clients", icon: UsersRound },
  { href: "/notes", label: "Notes", icon: NotebookText },
  { href: "/settings", label: "Settings", icon: Settings },
];

/** What "+" begins. */
export function beginnings(navigate: (path: string) => void): readonly Beginning[] {
  return [
    { id: "note", label: "New note", icon: <NotebookPen aria-hidden />, onAction: () => navigate("/notes/new") },
    {
      id: "client",
      label: "New client",
      icon: <UserRoundPlus aria-hidden />,
      onAction: () => navigate("/clients/new"),
    },
  ];
}
