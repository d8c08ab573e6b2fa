import { Button } from "@cliently/ui/button";
import { LinkButton } from "@cliently/ui/link-button";
import { Notice } from "@cliently/ui/notice";
import { useEffect, useState } from "react";

import { readStorageFacts } from "../../platform/storage-facts.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { waitingSince } from "../../sync/waiting.ts";
import { isPutOff, putOff } from "./put-off.ts";
import { warningOf, type Warning } from "./sentences.ts";

/** Says, once when the app is opened, what the browser may do to what is here; put off, it is quiet for a week. */
export function StorageNotice() {
  const device = useDevice();
  const [warning, setWarning] = useState<Warning | null>(null);

  useEffect(() => {
    let current = true;
    void Promise.all([readStorageFacts(), waitingSince(device)]).then(([facts, waiting]) => {
      const now = device.world.clock();
      const found = warningOf(facts, waiting, now);
      if (current && found && !isPutOff(found, now)) setWarning(found);
    });
    return () => {
      current = false;
    };
  }, [device]);

  if (!warning) return null;
  return (
    <Notice
      kind="info"
      title={TITLES[warning]}
      actions={
        <>
          <Button
            size="small"
            variant="ghost"
            onPress={() => {
              putOff(warning, device.world.clock());
              setWarning(null);
            }}
          >
            Not now
          </Button>
          <LinkButton size="small" href="/storage">
            {ACTIONS[warning]}
          </LinkButton>
        </>
      }
    >
      {TEXTS[warning]}
    </Notice>
  );
}

const TITLES: Record<Warning, string> = {
  forgets: "Cliently is safer when installed",
  "not-kept": "Some of your work is on this device alone",
};

const TEXTS: Record<Warning, string> = {
  forgets:
    "After seven days without a visit this browser removes what a tab has stored. An installed Cliently is not cleared in this way.",
  "not-kept":
    "It has waited for the server for more than a day, and the browser has not promised to keep it. Connect when you can.",
};

const ACTIONS: Record<Warning, string> = { forgets: "How to install", "not-kept": "See storage" };
