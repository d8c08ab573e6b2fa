import type { LucideIcon } from "lucide-react";
import type { MenuEntry } from "@cliently/ui/menu";

/** A screen one can go to. */
export type Place = { href: string; label: string; icon: LucideIcon };

/** Something the "+" can begin. */
export type Beginning = Extract<MenuEntry, { label: string }>;

/** Whether a place is where one is: itself, or something inside it. */
export function isHere(place: Place, currentPath: string): boolean {
  if (place.href === "/") return currentPath === "/";
  return currentPath === place.href || currentPath.startsWith(`${place.href}/`);
}
