import { IconButton } from "@cliently/ui/icon-button";
import { Tooltip } from "@cliently/ui/tooltip";
import { Maximize2, Minimize2 } from "lucide-react";

import { keysInWords } from "../../platform/keys.ts";
import { NOTE_KEYS } from "./text-keys.ts";

type Props = { isQuiet: boolean; onChange: (isQuiet: boolean) => void };

/** Puts away everything but the text, and brings it back. */
export function QuietButton({ isQuiet, onChange }: Props) {
  const keys = keysInWords(NOTE_KEYS["Only the text, and back"]);
  const label = isQuiet ? "Show everything again" : "Only the text";
  return (
    <Tooltip text={`${label} (${keys})`}>
      <IconButton
        label={label}
        icon={isQuiet ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
        onPress={() => onChange(!isQuiet)}
      />
    </Tooltip>
  );
}
