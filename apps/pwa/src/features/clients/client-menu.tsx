import { isLead } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";
import { IconButton } from "@cliently/ui/icon-button";
import { Menu, type MenuEntry } from "@cliently/ui/menu";
import { Archive, ArchiveRestore, Ellipsis, Trash2 } from "lucide-react";

import { useAttempt } from "../../use-attempt.ts";
import { useChange } from "../../writing/use-change.ts";

/** What can be done with a client as a whole. */
export function ClientMenu({ client, onDelete }: { client: Row<"client">; onDelete: () => void }) {
  const change = useChange(client);
  const attempt = useAttempt();
  const isArchived = client.status === "archived";
  const move: MenuEntry = isArchived
    ? {
        id: "bring-back",
        label: "Bring back",
        icon: <ArchiveRestore aria-hidden />,
        onAction: () => attempt(change("status", "active")),
      }
    : {
        id: "archive",
        label: "Archive",
        detail: "Out of the way, with everything kept",
        icon: <Archive aria-hidden />,
        onAction: () => attempt(change("status", "archived")),
      };
  return (
    <Menu
      label="This client"
      trigger={<IconButton label="More about this client" icon={<Ellipsis aria-hidden />} />}
      items={[
        ...(isLead(client) ? [] : [move]),
        { id: "delete", label: "Delete client …", icon: <Trash2 aria-hidden />, isDanger: true, onAction: onDelete },
      ]}
    />
  );
}
