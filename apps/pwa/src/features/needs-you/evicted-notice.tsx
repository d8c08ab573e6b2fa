import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { useEvicted } from "../../sync/hooks.tsx";

/** When the browser has cleared what this device kept: says truthfully what went with it, until the person has read it. */
export function EvictedNotice() {
  const { evicted, dismiss } = useEvicted();
  if (!evicted) return null;
  const { pending, at } = evicted;
  const time = new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

  return (
    <Notice
      kind={pending > 0 ? "danger" : "info"}
      title={
        pending > 0
          ? `${pending === 1 ? "1 change" : `${pending} changes`} made here after ${time} ${pending === 1 ? "was" : "were"} removed by the browser`
          : "Nothing was lost"
      }
      isLive
      actions={
        <Button size="small" onPress={() => void dismiss()}>
          OK
        </Button>
      }
    >
      {pending > 0
        ? "The browser cleared what this device kept before it had reached the server. Everything that reached it is here again."
        : "The browser cleared what this device kept. Everything had reached the server and is here again."}
    </Notice>
  );
}
