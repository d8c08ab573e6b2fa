import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

/** A new version waits. It waits as long as it takes: only a press reloads, nothing takes the page from under one's hands. */
export function UpdateNotice({ onReload, onLater }: { onReload: () => void; onLater: () => void }) {
  return (
    <Notice
      kind="info"
      title="A new version is ready"
      isLive
      actions={
        <>
          <Button size="small" variant="ghost" onPress={onLater}>
            Later
          </Button>
          <Button size="small" onPress={onReload}>
            Reload when you like
          </Button>
        </>
      }
    >
      What you have written is on this device and stays there.
    </Notice>
  );
}
