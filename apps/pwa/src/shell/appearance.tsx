import { RadioGroup } from "@cliently/ui/radio-group";
import { useSyncExternalStore } from "react";

import { chooseReading, chooseTheme, chosenReading, chosenTheme, onLook, type Reading, type Theme } from "./theme.ts";

const THEMES: { id: Theme; label: string }[] = [
  { id: "system", label: "As the device does" },
  { id: "light", label: "Light" },
  { id: "dark", label: "Dark" },
];

const READINGS: { id: Reading; label: string }[] = [
  { id: "sans", label: "Like the rest of the app" },
  { id: "serif", label: "A serif for reading" },
];

/** How the app looks on this device. A choice holds at once. */
export function Appearance() {
  const theme = useSyncExternalStore(onLook, chosenTheme);
  const reading = useSyncExternalStore(onLook, chosenReading);

  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <RadioGroup
        label="Light or dark"
        options={THEMES}
        value={theme}
        onChange={(id) => chooseTheme(id as Theme)} // one of the ids above
      />
      <RadioGroup
        label="Text of notes"
        options={READINGS}
        value={reading}
        onChange={(id) => chooseReading(id as Reading)} // one of the ids above
      />
    </div>
  );
}
