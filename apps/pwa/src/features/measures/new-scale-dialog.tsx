import { newId } from "@cliently/api/domain/new-id";
import { AskedScale } from "@cliently/api/domain/measurement/measurement";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { NOT_SAVED } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import type { Asked } from "./asked.ts";

export const NO_WORDS: AskedScale = { name: "", low: "", high: "" };

type Props = {
  /** Held by whoever opens it: closing it by mistake loses nothing. */
  words: AskedScale;
  onWords: (words: AskedScale) => void;
  onClose: () => void;
  onMade: (made: Pick<Asked, "instrument" | "scale">) => void;
};

/** Makes a scale of one's own, to use from now on. */
export function NewScaleDialog({ words, onWords, onClose, onMade }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [error, setError] = useState<{ at: keyof AskedScale; text: string }>();

  async function make(): Promise<void> {
    const scale = { name: words.name.trim(), low: words.low.trim(), high: words.high.trim() };
    if (!scale.name) return setError({ at: "name", text: "What do you want to ask about?" });
    const wrong = NAMES.find((name) => !AskedScale.shape[name].safeParse(scale[name]).success);
    if (wrong) return setError({ at: wrong, text: "This is too long, or holds characters that cannot be kept." });
    const id = newId(world.clock(), world.random);
    try {
      await mutate([{ name: "preset.create", args: { id, fields: { kind: "scale", ...scale } } }]);
    } catch {
      return setError({ at: "name", text: NOT_SAVED });
    }
    onMade({ instrument: id, scale });
  }

  const field = (name: keyof AskedScale, label: string, description?: string) => (
    <TextField
      label={label}
      {...(description ? { description } : {})}
      autoComplete="off"
      autoFocus={name === "name"}
      value={words[name]}
      onChange={(text) => {
        onWords({ ...words, [name]: text });
        setError(undefined);
      }}
      error={error?.at === name ? error.text : undefined}
    />
  );

  return (
    <Dialog title="New scale" isOpen onOpenChange={onClose}>
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        {field("name", "What it asks about", "Your client reads these words: “How much energy you have”.")}
        {field("low", "0 means")}
        {field("high", "10 means")}
        <Button type="submit" variant="primary">
          Make the scale
        </Button>
      </form>
    </Dialog>
  );
}

const NAMES = ["name", "low", "high"] as const;
