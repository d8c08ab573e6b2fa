import { clientLabels } from "@cliently/api/domain/client/labels";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";

import type { WrittenField } from "../../writing/read-field.ts";
import { useKeptField } from "../../writing/use-kept.ts";

type Props = {
  client: Row<"client">;
  name: Exclude<WrittenField, "birthDate">;
  type?: "email" | "tel";
  multiline?: boolean;
  rows?: number;
  description?: string;
  hideLabel?: boolean;
};

/** One text of the record. */
export function RecordText({ client, name, ...look }: Props) {
  const { shown, type, keep, error } = useKeptField(client, name, { whileTyping: look.multiline ?? false });
  return (
    <TextField
      label={clientLabels[name]}
      name={name}
      autoComplete="off"
      {...look}
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}
