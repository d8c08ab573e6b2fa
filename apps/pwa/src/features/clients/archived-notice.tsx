import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { useAttempt } from "../../use-attempt.ts";
import { useChange } from "../../writing/use-change.ts";

/** On the page of somebody who is archived: what that means, and the way back. */
export function ArchivedNotice({ client }: { client: Row<"client"> }) {
  const change = useChange(client);
  const attempt = useAttempt();
  if (client.status !== "archived" || client.deletedAt) return null;
  return (
    <Notice
      kind="offline"
      title="Archived"
      isLive
      actions={
        <Button size="small" onPress={() => attempt(change("status", "active"))}>
          Bring back
        </Button>
      }
    >
      Out of the list, with everything kept: the record, notes and consents.
    </Notice>
  );
}
