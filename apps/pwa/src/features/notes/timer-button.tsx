import { Button } from "@cliently/ui/button";
import { Play, Square } from "lucide-react";
import { useEffect, useState } from "react";

import { useDevice } from "../../sync/hooks.tsx";
import { clockWords } from "./session-time.ts";
import type { SessionTimer } from "./use-session-timer.ts";

/** Starts the clock of the session and stops it; while it runs, the time is in sight and keeps its place. */
export function TimerButton({ since, toggle }: SessionTimer) {
  return (
    <Button
      variant="ghost"
      className="px-2.5!"
      icon={since === null ? <Play aria-hidden /> : <Square aria-hidden />}
      onPress={toggle}
    >
      {since === null ? (
        "Start timer"
      ) : (
        <>
          Stop timer
          <Running since={since} />
        </>
      )}
    </Button>
  );
}

/** For eyes alone: nobody wants to hear every second. */
function Running({ since }: { since: number }) {
  const { clock } = useDevice().world;
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const ticking = setInterval(() => setNow(clock()), 1_000);
    return () => clearInterval(ticking);
  }, [clock]);
  return (
    <span aria-hidden className="min-w-[4ch] text-right font-normal text-accent figures">
      {clockWords(now - since)}
    </span>
  );
}
