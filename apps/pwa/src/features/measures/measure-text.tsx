import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import { measurementShape } from "@cliently/api/domain/measurement/measurement";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";

import { dayWords } from "../../platform/days.ts";
import { readText } from "../../writing/read-field.ts";
import { useKept } from "../../writing/use-kept.ts";

type Props = {
  measurement: Row<"measurement">;
  name: "remark" | "followUp";
  label: string;
  /** Somebody has begun to write. */
  onType?: () => void;
};

/** Words about a measure, written in place. */
export function MeasureText({ measurement, name, label, onType }: Props) {
  const { shown, type, keep, error } = useKept({
    field: label,
    of: `${instrumentOf(measurement).name} of ${dayWords(measurement.takenAt)}`,
    kept: measurement[name],
    at: { noun: "measurement", row: measurement, path: name },
    read: (typed) => readText(measurementShape[name], typed.trim() === "" ? "" : typed),
    act: (value, over) => ({
      name: "measurement.change",
      args: { id: measurement.id, changes: { [name]: { value, over } } },
    }),
    whileTyping: true,
  });

  return (
    <TextField
      label={label}
      multiline
      rows={2}
      value={shown}
      onChange={(text) => {
        type(text);
        onType?.();
      }}
      onBlur={() => keep()}
      error={error}
    />
  );
}
