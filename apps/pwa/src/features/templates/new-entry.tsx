import type { PresetFields } from "@cliently/api/domain/preset/preset";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { useRef, useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { useAsksFirst } from "../../writing/use-asks-first.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { GRID, type Part } from "./parts.ts";
import { problemWith } from "./preset-text.tsx";
import { useNewPreset } from "./use-preset.ts";

type Props = {
  one: string;
  parts: readonly Part[];
  fieldsOf: (written: Record<string, string>) => PresetFields | undefined;
  onDone: () => void;
};

/** A new one, until it is kept: by the button, or when one leaves the page with enough written. */
export function NewEntry({ one, parts, fieldsOf, onDone }: Props) {
  const make = useNewPreset();
  const [written, setWritten] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string | undefined>>({});
  const isKept = useRef(false);
  const words = Object.values(written).filter(Boolean).join("\n");
  const isWritten = words.trim() !== "";
  const { send, discard } = useUnsent({ field: `New ${one}`, of: "templates and snippets", words }, rescue);

  function keep(): void {
    const fields = fieldsOf(written);
    if (!fields || isKept.current) return;
    const found = parts.map(({ name }) => [name, problemWith(fields.kind, name, written[name]?.trim() ?? "")] as const);
    const problems = Object.fromEntries(found);
    setErrors(problems);
    if (Object.values(problems).some(Boolean)) return;
    isKept.current = true;
    send((draft) => make(fields, { draft })).then(onDone, (failure: unknown) => {
      isKept.current = false;
      setErrors({ name: whyNotSaved(failure) });
    });
  }

  function rescue(): void {
    if (isWritten) keep();
  }

  useAsksFirst(isWritten);

  return (
    <form
      aria-label={`New ${one}`}
      noValidate
      className="flex flex-col gap-3 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <div className={GRID}>
        {parts.map(({ name, label, multiline = false, placeholder = "" }, place) => (
          <TextField
            key={name}
            label={label}
            autoFocus={place === 0}
            autoComplete="off"
            multiline={multiline}
            rows={1}
            placeholder={placeholder}
            value={written[name] ?? ""}
            onChange={(words) => setWritten((held) => ({ ...held, [name]: words }))}
            error={errors[name]}
          />
        ))}
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" size="small">
          Keep
        </Button>
        <Button
          size="small"
          variant="ghost"
          onPress={() => {
            isKept.current = true;
            discard();
            onDone();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}
