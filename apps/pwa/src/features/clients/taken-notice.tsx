import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { duplicateIndex, similarTo } from "@cliently/api/domain/client/duplicates";
import type { Row } from "@cliently/api/domain/store";
import { useMemo } from "react";

import { DuplicateHint } from "../../duplicate-hint.tsx";
import { useRows } from "../../sync/hooks.tsx";

/** Under a client's addresses and numbers: who else has one of them. */
export function TakenNotice({ client }: { client: Row<"client"> }) {
  const all = useRows("client", { all: true });
  const index = useMemo(() => duplicateIndex(all ?? []), [all]);
  const valuesOf = (kind: "email" | "phone") =>
    contactsOf(client).flatMap((contact) => (contact.kind === kind && "value" in contact ? [contact.value] : []));
  const others = similarTo(index, {
    emails: [client.email, ...valuesOf("email")],
    phones: [client.phone, ...valuesOf("phone")],
  }).filter(({ id }) => id !== client.id);

  return <DuplicateHint found={others} clients={all ?? []} />;
}
