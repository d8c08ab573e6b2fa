import { overOf } from "@cliently/api/domain/field";
import { useState } from "react";

import { inTurn } from "../../local/in-turn.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import type { Sections } from "./sections.ts";
import { usePresetChange, type Preset } from "./use-preset.ts";

/**
 * Changes the sections of a template, one change after the other, each made to what stands there by then: a name that is
 * kept while one is being moved must not be undone by that. `turn`: in which a change comes that is made elsewhere.
 */
export function useSections(preset: Preset): {
  change: (edit: (sections: Sections) => Sections) => Promise<void>;
  turn: (work: () => Promise<void>) => Promise<void>;
} {
  const device = useDevice();
  const change = usePresetChange();
  const [turn] = useState(inTurn);
  return {
    change: (edit) =>
      turn(async () => {
        const now = (await readRow(device, "preset", preset.id)) ?? preset;
        const before = now.sections ?? [];
        const after = edit(before);
        if (after !== before) await change(now, "sections", after, overOf(now, "sections"));
      }),
    turn,
  };
}
