import { Dialog } from "@cliently/ui/dialog";
import { Keys } from "@cliently/ui/keys";

import { keyNames, PALETTE_KEYS } from "../../platform/keys.ts";
import type { Command } from "./command.ts";
import { ShortcutSwitch } from "./shortcut-switch.tsx";

/** What a combination of keys does. */
export type KeyMeaning = { label: string; keys: string };

type Props = {
  isOpen: boolean;
  onClose: () => void;
  commands: readonly Command[];
  /** The keys of the editor. */
  textKeys: readonly KeyMeaning[];
};

/** All keys that do something, in groups. */
export function ShortcutSheet({ isOpen, onClose, commands, textKeys }: Props) {
  const keysIn = (group: Command["group"]) =>
    commands.flatMap((command) =>
      command.group === group && command.shortcut ? { label: command.label, keys: command.shortcut } : [],
    );

  return (
    <Dialog title="Keyboard shortcuts" shape="sheet" size="wide" isOpen={isOpen} onOpenChange={onClose}>
      <div className="grid gap-x-12 gap-y-6 sm:grid-cols-2">
        <div className="flex flex-col gap-6">
          <KeyGroup title="Anywhere" meanings={[{ label: "Find or go to", keys: PALETTE_KEYS }, ...keysIn("do")]} />
          <KeyGroup title="Go to" meanings={keysIn("go")} />
        </div>
        <KeyGroup title="In a note" meanings={textKeys} />
      </div>
      <div className="mt-6 border-t border-line pt-4">
        <ShortcutSwitch />
      </div>
    </Dialog>
  );
}

function KeyGroup({ title, meanings }: { title: string; meanings: readonly KeyMeaning[] }) {
  return (
    <section>
      <h3 className="mb-1 text-sm font-semibold text-soft">{title}</h3>
      <dl>
        {meanings.map(({ label, keys }) => (
          <div key={keys} className="flex min-h-9 items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd>
              <Keys keys={keyNames(keys)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
