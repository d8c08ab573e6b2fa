import { Notice } from "@cliently/ui/notice";

import { useSyncState } from "../../sync/hooks.tsx";

/** While this device stores nothing: says at once where words are, and are not. */
export function NotStoredNotice() {
  if (useSyncState().kind !== "not-saved") return null;
  return (
    <Notice kind="danger" title="Nothing can be stored on this device right now" isLive>
      Its disk is probably full. What you write goes straight to the server while that can be reached; otherwise it is
      in this page alone, and gone when the page is closed. Make room on the disk: notes are then saved by themselves.
    </Notice>
  );
}
