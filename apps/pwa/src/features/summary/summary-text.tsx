import { TextField } from "@cliently/ui/text-field";
import { useEffect, useRef, useState } from "react";

import { useMutate } from "../../sync/hooks.tsx";

const IDLE_MS = 500;

/** The text of a summary, to be put right by hand. It is kept while one types and at once on leaving. */
export function SummaryText({ id, text }: { id: string; text: string }) {
  const mutate = useMutate();
  const [typed, setTyped] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // Typing is over once what was typed is what is kept.
  useEffect(() => setTyped((current) => (current === text ? undefined : current)), [text]);

  function keep(value: string | undefined): void {
    clearTimeout(timer.current);
    if (value !== undefined && value !== text) void mutate([{ name: "summary.edit", args: { id, text: value } }]);
  }

  // What was typed is kept, also when the page is left without leaving the field first.
  const keepLast = useRef(() => {});
  keepLast.current = () => keep(typed);
  useEffect(() => () => keepLast.current(), []);

  return (
    <TextField
      label="Text of the summary"
      hideLabel
      multiline
      rows={8}
      maxLength={40_000}
      value={typed ?? text}
      onChange={(value) => {
        setTyped(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => keep(value), IDLE_MS);
      }}
      onBlur={() => keep(typed)}
    />
  );
}
