/** Nobody has typed for so long: a pause. In ms. */
const PAUSE_MS = 300;
/** No pause is waited for longer than this. In ms. */
const PATIENCE_MS = 2_000;

/** Somebody who writes in the text of a note. */
export type Typing = {
  /** Resolves when they pause, the same moment for all who wait, or when it has taken too long; at once when nobody writes. */
  pause: () => Promise<void>;
};

type Page = {
  events: Pick<EventTarget, "addEventListener">;
  /** Something goes into a text that takes its time, and not into a field, after which one waits for what follows. */
  isText: (input: Event) => boolean;
  now: () => number;
  after: (ms: number, work: () => void) => void;
};

/** Listens to what is typed in a page. */
export function typingIn({ events, isText, now, after }: Page): Typing {
  let last = Number.NEGATIVE_INFINITY;
  let pausing: Promise<void> | undefined;
  events.addEventListener("beforeinput", (input) => void (isText(input) && (last = now())), { capture: true });

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
