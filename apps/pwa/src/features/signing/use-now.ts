import { useEffect, useState } from "react";

import { useDevice } from "../../sync/hooks.tsx";

/** How often it is looked at whether another minute has gone by, in ms. */
const LOOK_MS = 10_000;

/** The time by this device's corrected clock, in ms, a while behind at most. */
export function useNow(): number {
  const { world, clock } = useDevice();
  const [now, setNow] = useState(() => world.clock());
  useEffect(() => {
    const timer = setInterval(() => setNow(world.clock()), LOOK_MS);
    return () => clearInterval(timer);
  }, [world]);
  return now + (clock.offset ?? 0);
}
