import { measurementShape } from "@cliently/api/domain/measurement/measurement";
import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useEffect, useRef, useState } from "react";

import { NOT_SAVED } from "../../not-saved.ts";
import { useMutate } from "../../sync/hooks.tsx";
import { useTell } from "../../toasts.tsx";

type Props = {
  measurement: Row<"measurement">;
  name: "remark" | "followUp";
  label: string;
  description?: string;
  /** Somebody has begun to write. */
  onType?: () => void;
};

/**
 * Words about a measure. What is typed stays in the field until it is kept, also when it cannot be; when the field is gone
 * by then, the words are handed back.
 */
export function MeasureText({ measurement, name, onType, ...look }: Props) {
  const mutate = useMutate();
  const kept = measurement[name];
  const { shown, isTyping, basis, type, sent, drop } = useTyped(kept, overOf(measurement, name));
  const [error, setError] = useState<string>();
  const onItsWay = useRef<string>(undefined);
  const tell = useTell();
  const isGone = useRef(false);

  function keep(): void {
    if (!isTyping || onItsWay.current === shown) return;
    if (shown === kept) return drop();
    if (!measurementShape[name].safeParse(shown).success)
      return setError("This is too long, or holds characters that cannot be kept.");
    setError(undefined);
    sent(shown);
    onItsWay.current = shown;
    const changes = { [name]: { value: shown, over: basis } };
    mutate([{ name: "measurement.change", args: { id: measurement.id, changes } }]).catch(() => {
      onItsWay.current = undefined; // it stays in the field: leaving that again tries once more
      setError(NOT_SAVED);
      if (!isGone.current) return;
      const copy = () => void navigator.clipboard.writeText(shown);
      tell({ text: `Not kept: ${shown}`, action: { label: "Copy", onPress: copy } });
    });
  }

  useLeaving(keep);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  return (
    <TextField
      {...look}
      multiline
      rows={2}
      value={shown}
      onChange={(text) => {
        onItsWay.current = undefined;
        type(text);
        onType?.();
      }}
      onBlur={keep}
      error={error}
    />
  );
}
