import { ClientFields } from "@cliently/api/domain/client/client";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { overOf } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { TextField } from "@cliently/ui/text-field";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useState } from "react";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useChange } from "./use-change.ts";

type TextName =
  | "givenName"
  | "familyName"
  | "preferredName"
  | "pronouns"
  | "email"
  | "phone"
  | "address"
  | "background"
  | "intakeNotes";

type Props = {
  client: Row<"client">;
  name: TextName;
  type?: "email" | "tel";
  multiline?: boolean;
  rows?: number;
  description?: string;
  hideLabel?: boolean;
};

/** One text of the record. What is typed stays in the field until it is kept, also when it cannot be. */
export function RecordText({ client, name, ...look }: Props) {
  const change = useChange(client);
  const kept = client[name] ?? "";
  const { shown, isTyping, isSent, basis, type, sent, drop } = useTyped(kept, overOf(client, name));
  const [error, setError] = useState<string>();

  function keep(): void {
    if (!isTyping) return;
    const value = look.multiline ? shown : shown.trim();
    if (value === kept) return drop();
    const checked = ClientFields.shape[name].safeParse(value);
    if (!checked.success) {
      return setError(value ? "This is too long, or holds characters that cannot be kept." : "A first name is needed.");
    }
    setError(undefined);
    sent(value);
    // It stays in the field: leaving that again tries once more.
    change(name, value, basis).catch(unlessRefused(() => setError(NOT_SAVED)));
  }

  useLeaving(() => {
    if (!isSent || error) keep();
  });

  return (
    <TextField
      label={clientLabels[name]}
      name={name}
      autoComplete="off"
      {...look}
      value={shown}
      onChange={type}
      onBlur={keep}
      onKeyDown={(event) => event.key === "Enter" && !look.multiline && keep()}
      error={error}
    />
  );
}
