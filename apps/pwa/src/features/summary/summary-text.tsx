import { Summary } from "@cliently/api/domain/summary/summary";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";

import { readText } from "../../writing/read-field.ts";
import { useKept } from "../../writing/use-kept.ts";

/** The text of a summary, to be put right by hand. */
export function SummaryText({ summary }: { summary: Row<"summary"> }) {
  const { id } = summary;
  const { shown, error, type, keep } = useKept<string, "summary">({
    field: "Text",
    of: "a summary",
    kept: summary.text,
    at: { noun: "summary", row: summary, path: "text" },
    read: (text) => readText(Summary.shape.text, text),
    act: (value, over) => ({ name: "summary.edit", args: { id, text: { value, over } } }),
    whileTyping: true,
  });
  return (
    <TextField
      label="Text of the summary"
      hideLabel
      multiline
      rows={8}
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      error={error}
    />
  );
}
