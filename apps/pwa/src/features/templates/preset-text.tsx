import { overOf } from "@cliently/api/domain/field";
import { presetShape } from "@cliently/api/domain/preset/preset";
import { TextField } from "@cliently/ui/text-field";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useState } from "react";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { usePresetChange, type Preset } from "./use-preset.ts";

type Props = {
  preset: Preset;
  name: "name" | "text" | "low" | "high";
  label: string;
  hideLabel?: boolean;
  multiline?: boolean;
  rows?: number;
  description?: string | undefined;
  className?: string;
};

/** One text of what is kept to use again. What is typed stays in the field until it is kept, also when it cannot be. */
export function PresetText({ preset, name, multiline = false, ...look }: Props) {
  const change = usePresetChange();
  const kept = preset[name] ?? "";
  const { shown, isTyping, isSent, basis, type, sent, drop } = useTyped(kept, overOf(preset, name));
  const [error, setError] = useState<string>();

  function keep(): void {
    if (!isTyping) return;
    const value = multiline ? shown : shown.trim();
    if (value === kept) return drop();
    const problem = problemWith(preset.kind, name, value);
    setError(problem);
    if (problem) return;
    sent(value);
    // It stays in the field: leaving that again tries once more.
    change(preset, name, value, basis).catch(unlessRefused(() => setError(NOT_SAVED)));
  }

  useLeaving(() => {
    if (!isSent || error) keep();
  });

  return (
    <TextField
      {...look}
      multiline={multiline}
      autoComplete="off"
      value={shown}
      onChange={type}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && !multiline && keep()}
      error={error}
    />
  );
}

/** What is wrong with a text, in words; undefined when it can be kept. */
export function problemWith(kind: Preset["kind"], name: Props["name"], value: string): string | undefined {
  if (value === "" && name === "name") return "A name is needed.";
  if (value === "" && name === "text") return "Without words it would put nothing in.";
  if (kind === "snippet" && name === "name" && /\s/.test(value)) return "What you type is one word, without spaces.";
  if (!presetShape[name].safeParse(value).success) return "This is too long, or holds characters that cannot be kept.";
  return undefined;
}
