import type { LucideIcon } from "lucide-react";

/** Something that can be done, or a place to go to. One list of them feeds the palette, the shortcuts and their sheet. */
export type Command = {
  id: string;
  label: string;
  /** Other words somebody may look for it by. */
  keywords: string;
  icon: LucideIcon;
  /** Under what it stands: about the client whose page is open, something to do, a place to go to. */
  group: "client" | "do" | "go";
  /** Keys as in platform/keys.ts. */
  shortcut?: string;
} & ({ run: () => void } | { href: string });

/** Does it, or goes there. */
export function perform(command: Command, go: (href: string) => void): void {
  if ("href" in command) go(command.href);
  else command.run();
}
