/** A tab's own clock and timers, which move only when the test says so. A tab whose time stands still is a frozen tab. */
export type Time = {
  clock: () => number;
  after: (ms: number, work: () => void) => () => void;
  /** Lets `ms` go by: whatever falls due runs in its order. */
  pass(ms: number): void;
};

export function aTime(start = Date.now()): Time {
  let now = start;
  const due = new Set<{ at: number; work: () => void }>();
  return {
    clock: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      due.add(timer);
      return () => due.delete(timer);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.work();
      }
      now = end;
    },
  };
}
