import { Button } from "@cliently/ui/button";
import { Play, Square } from "lucide-react";
import { useEffect, useState } from "react";

import { useDevice } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { clockWords } from "./session-time.ts";
import type { SessionTimer } from "./use-session-timer.ts";

/** Starts the clock of the session and stops it; while it runs, the time is in sight and keeps its place. */
export function TimerButton({ since, toggle }: SessionTimer) {
  return (
    <span className="inline-flex items-center">
      <Button
        variant="ghost"
        size="small"
        className="px-2!"
        aria-label={since === null ? "Start timer" : "Stop timer"}
        icon={since === null ? <Play aria-hidden /> : <Square aria-hidden />}
        onPress={toggle}
      >
        {since === null ? "Start timer" : "Stop"}
      </Button>
      {since !== null && <Running since={since} />}
    </span>
  );
}

/** For eyes alone: nobody wants to hear every second. */
function Running({ since }: { since: number }) {
  const device = useDevice();
  const [now, setNow] = useState(() => timeNow(device));
  useEffect(() => {
    const ticking = setInterval(() => setNow(timeNow(device)), 1_000);
    return () => clearInterval(ticking);
  }, [device]);
  return (
    <span aria-hidden className="min-w-[4.5ch] pr-2 text-sm text-accent figures">
      {clockWords(now - since)}
    </span>
  );
}
