import type { Act } from "@cliently/api/domain/catalogue";
import type { Over } from "@cliently/api/domain/field";
import { useState } from "react";

import { inTurn } from "../../local/in-turn.ts";
import { useDevice, type WriteOptions } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import { renamed, type Sections } from "./sections.ts";
import { presetChange, usePresetChange, type Preset } from "./use-preset.ts";

/**
 * Changes the sections of a template, one change after the other, each made to what stands there by then: a name that is
 * kept while one is being moved must not be undone by that. `turn`: in which a change comes that is made elsewhere.
 */
export function useSections(preset: Preset): {
  change: (edit: (sections: Sections) => Sections, options?: WriteOptions) => Promise<void>;
  turn: (work: () => Promise<void>) => Promise<void>;
} {
  const device = useDevice();
  const change = usePresetChange();
  const [turn] = useState(inTurn);
  return {
    change: (edit, options) =>
      turn(async () => {
        const now = (await readRow(device, "preset", preset.id)) ?? preset;
        const before = now.sections ?? [];
        const after = edit(before);
        if (after !== before) await change(now, "sections", after, options);
      }),
    turn,
  };
}

/** The act that renames a section in the list that stands in a template. */
export function renaming({ id, sections }: Preset, sectionId: string, name: string, over: Over): Act {
  return presetChange(id, { sections: { value: renamed(sections ?? [], sectionId, name), over } });
}
