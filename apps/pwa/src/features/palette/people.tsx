import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";
import { Avatar } from "@cliently/ui/avatar";
import type { PaletteItem } from "@cliently/ui/palette";

/** A client or a lead, as somebody who is looked for by name. */
export type Person = { id: string; name: string; keywords: string; isLead: boolean; standing: string };

export function asPerson(client: Row<"client">): Person {
  const { id, status, preferredName } = client;
  const standing = status === "active" ? "" : statusLabels[status];
  return { id, name: fullName(client), keywords: preferredName ?? "", isLead: isLead(client), standing };
}

export function lineOfPerson({ id, name, standing }: Person): PaletteItem {
  return {
    id,
    label: name,
    leading: <Avatar name={name} size="small" />,
    ...(standing ? { detail: standing } : {}),
  };
}
