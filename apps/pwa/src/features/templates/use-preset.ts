import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { newId } from "@cliently/api/domain/new-id";
import type { PresetFields } from "@cliently/api/domain/preset/preset";
import type { Row } from "@cliently/api/domain/store";

import { useDevice, useMutate, type WriteOptions } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";

export type Preset = Row<"preset">;
type Changes = MutationArgs<"preset.change">["changes"];

/** Keeps something new to use again; resolves with its id. */
export function useNewPreset(): (fields: PresetFields, options?: WriteOptions) => Promise<string> {
  const { world } = useDevice();
  const mutate = useMutate();
  return async (fields, options) => {
    const id = newId(world.clock(), world.random);
    await mutate([{ name: "preset.create", args: { id, fields } }], options);
    return id;
  };
}

/** The act that changes fields of what is kept to use again. */
export function presetChange(id: string, changes: Changes): Act {
  return { name: "preset.change", args: { id, changes } };
}

/** Keeps one field, in place of what stands there in `preset`. */
export function usePresetChange(): (
  preset: Preset,
  field: keyof Changes,
  value: unknown,
  options?: WriteOptions,
) => Promise<unknown> {
  const mutate = useMutate();
  return (preset, field, value, options) => {
    const changes = { [field]: { value, over: overOf(preset, field) } } as Changes; // the field's own control made the value
    return mutate([presetChange(preset.id, changes)], options);
  };
}

/** Puts something away, or brings it back, says so and offers the way back. */
export function usePutAway(): (preset: Preset, status: Preset["status"]) => void {
  const device = useDevice();
  const change = usePresetChange();
  const tell = useTell();
  const attempt = useAttempt();

  async function set(preset: Preset, status: Preset["status"]): Promise<void> {
    const now = (await readRow(device, "preset", preset.id)) ?? preset; // the way back begins from what was done here
    await change(now, "status", status);
  }

  return (preset, status) => {
    const back = () => attempt(set(preset, status === "gone" ? "kept" : "gone"));
    const said = status === "gone" ? "put away" : "brought back";
    attempt(set(preset, status), () =>
      tell({ text: `“${preset.name}” ${said}`, action: { label: "Undo", onPress: back } }),
    );
  };
}
