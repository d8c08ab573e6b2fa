import { presetShape } from "@cliently/api/domain/preset/preset";
import { TextField } from "@cliently/ui/text-field";

import { whyNotKept } from "../../writing/read-field.ts";
import { useKept } from "../../writing/use-kept.ts";
import { presetChange, type Preset } from "./use-preset.ts";

type Props = {
  preset: Preset;
  name: "name" | "text" | "low" | "high";
  label: string;
  multiline?: boolean;
  rows?: number;
  description?: string | undefined;
};

/** One text of what is kept to use again. What is typed stays in the field until it is kept, also when it cannot be. */
export function PresetText({ preset, name, multiline = false, ...look }: Props) {
  const { shown, type, keep, error } = useKept({
    field: look.label,
    of: preset.name,
    kept: preset[name] ?? "",
    at: { noun: "preset", row: preset, path: name },
    read(typed) {
      const text = multiline ? typed : typed.trim();
      const problem = problemWith(preset.kind, name, text);
      return problem ? { text, error: problem } : { text, value: text };
    },
    act: (value, over) => presetChange(preset.id, { [name]: { value, over } }),
    whileTyping: multiline,
  });

  return (
    <TextField
      {...look}
      multiline={multiline}
      autoComplete="off"
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}

/** What is wrong with a text, in words; undefined when it can be kept. */
export function problemWith(kind: Preset["kind"], name: Props["name"], value: string): string | undefined {
  if (value === "" && name === "name") return "A name is needed.";
  if (value === "" && name === "text") return "Without words it would put nothing in.";
  if (kind === "snippet" && name === "name" && /\s/.test(value)) return "What you type is one word, without spaces.";
  const { error } = presetShape[name].safeParse(value);
  return error && whyNotKept(error);
}
