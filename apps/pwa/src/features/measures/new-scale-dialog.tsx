import { newId } from "@cliently/api/domain/new-id";
import { AskedScale } from "@cliently/api/domain/measurement/measurement";
import { scaleLabels } from "@cliently/api/domain/measurement/labels";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { whyNotKept } from "../../writing/read-field.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";
import type { Asked } from "./asked.ts";

type Props = { onClose: () => void; onMade: (made: Pick<Asked, "instrument" | "scale">) => void };

/** Makes a scale of one's own, to use from now on. No way out of it loses a word. */
export function NewScaleDialog({ onClose, onMade }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [words, setWords] = useState<AskedScale>({ name: "", low: "", high: "" });
  const [error, setError] = useState<{ at: keyof AskedScale; text: string }>();
  const written = NAMES.map((name) => words[name].trim())
    .filter(Boolean)
    .join("\n");
  const { send, discard } = useUnsent({ field: "New scale", words: written });

  async function make(): Promise<void> {
    const scale = { name: words.name.trim(), low: words.low.trim(), high: words.high.trim() };
    if (!scale.name) return setError({ at: "name", text: "What do you want to ask about?" });
    for (const at of NAMES) {
      const wrong = AskedScale.shape[at].safeParse(scale[at]).error;
      if (wrong) return setError({ at, text: whyNotKept(wrong) });
    }
    const id = newId(world.clock(), world.random);
    try {
      const args = { id, fields: { kind: "scale" as const, ...scale } };
      await send((draft) => mutate([{ name: "preset.create", args }], { draft }));
    } catch (failure) {
      return setError({ at: "name", text: whyNotSaved(failure) });
    }
    onMade({ instrument: id, scale });
  }

  function leaveIt(): void {
    discard();
    onClose();
  }

  const field = (name: keyof AskedScale, description?: string) => (
    <TextField
      label={scaleLabels[name]}
      {...(description ? { description } : {})}
      autoComplete="off"
      autoFocus={name === "name"}
      value={words[name]}
      onChange={(text) => {
        setWords((held) => ({ ...held, [name]: text }));
        setError(undefined);
      }}
      error={error?.at === name ? error.text : undefined}
    />
  );

  return (
    <WritingDialog title="New scale" isOpen isWritten={written !== ""} onClose={leaveIt}>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {field("name", "Your client reads these words: “How much energy you have”.")}
        {field("low")}
        {field("high")}
        <Button type="submit" variant="primary">
          Make the scale
        </Button>
      </form>
    </WritingDialog>
  );
}

const NAMES = ["name", "low", "high"] as const;
