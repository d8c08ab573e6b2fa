import { Switch } from "@cliently/ui/switch";
import { useState } from "react";

import { areShortcutsOn, chooseShortcuts } from "./shortcut-choice.ts";

/** Switches single-key shortcuts off: a voice that is heard as keys, or a shaking hand, sets them off unasked. */
export function ShortcutSwitch() {
  const [areOn, setOn] = useState(areShortcutsOn);

  return (
    <Switch
      isSelected={areOn}
      onChange={(on) => {
        setOn(on);
        chooseShortcuts(on);
      }}
      description="Single keys such as “n” for a new note, on this device. They never act while you write."
    >
      Shortcuts with single keys
    </Switch>
  );
}
