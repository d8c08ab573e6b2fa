import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { dayTimeWords } from "../../platform/days.ts";
import { useEvicted } from "../../sync/use-device-facts.ts";

/** When the browser has cleared what this device kept: says truthfully what went with it, until the person has read it. */
export function EvictedNotice() {
  const { evicted, dismiss } = useEvicted();
  if (!evicted) return null;
  const { pending, at } = evicted;
  const time = dayTimeWords(at);

  return (
    <Notice
      kind={pending > 0 ? "danger" : "info"}
      title={
        pending > 0
          ? `The browser cleared this device, and ${pending === 1 ? "1 change" : `${pending} changes`} with it`
          : "The browser cleared what this device kept"
      }
      isLive
      actions={
        <Button size="small" onPress={() => void dismiss()}>
          OK
        </Button>
      }
    >
      {pending > 0
        ? `When this device last reached the server, ${time}, ${pending === 1 ? "that change was" : "those changes were"} still waiting here. Everything that had reached the server is here again.`
        : `When this device last reached the server, ${time}, nothing was waiting here, and all of it is here again.`}{" "}
      Only what was written on this device after that, without a connection, would be missing.
    </Notice>
  );
}
