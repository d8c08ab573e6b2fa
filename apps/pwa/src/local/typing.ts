/** Nobody has typed for so long: a pause. In ms. */
const PAUSE_MS = 300;
/** No pause is waited for longer than this. In ms. */
const PATIENCE_MS = 2_000;

type Events = Pick<EventTarget, "addEventListener">;
type Time = { now: () => number; after: (ms: number, work: () => void) => void };

/** Says when somebody who types in the page pauses: the same moment to all who wait. */
export function typingIn(page: Events, { now, after }: Time): { pause: () => Promise<void> } {
  let last = Number.NEGATIVE_INFINITY;
  let pausing: Promise<void> | undefined;
  page.addEventListener("beforeinput", () => void (last = now()), { capture: true, passive: true });

  async function nextPause(): Promise<void> {
    const until = now() + PATIENCE_MS;
    for (;;) {
      const left = Math.min(last + PAUSE_MS, until) - now();
      if (left <= 0) return;
      await new Promise<void>((done) => after(left, done));
    }
  }

  return { pause: () => (pausing ??= nextPause().finally(() => (pausing = undefined))) };
}
