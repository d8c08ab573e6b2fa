import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";
import { useTyped } from "@cliently/ui/use-typed";
import { useEffect, useRef } from "react";

import { useMutate } from "../../sync/hooks.tsx";

const IDLE_MS = 500;

/** The text of a summary, to be put right by hand. It is kept while one types and at once on leaving. */
export function SummaryText({ summary }: { summary: Row<"summary"> }) {
  const { id, text } = summary;
  const mutate = useMutate();
  const { shown, isTyping, basis, type, sent } = useTyped(text, overOf(summary, "text"));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function keep(value: string): void {
    clearTimeout(timer.current);
    if (value === text) return;
    sent(value);
    void mutate([{ name: "summary.edit", args: { id, text: { value, over: basis } } }]);
  }

  // What was typed is kept, also when the page is left without leaving the field first.
  const keepLast = useRef(() => {});
  useEffect(() => {
    keepLast.current = () => isTyping && keep(shown);
  });
  useEffect(() => () => keepLast.current(), []);

  return (
    <TextField
      label="Text of the summary"
      hideLabel
      multiline
      rows={8}
      maxLength={40_000}
      value={shown}
      onChange={(value) => {
        type(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => keep(value), IDLE_MS);
      }}
      onBlur={() => isTyping && keep(shown)}
    />
  );
}
