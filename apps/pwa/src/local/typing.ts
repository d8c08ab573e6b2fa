/** Nobody has typed for so long: a pause. In ms. */
const PAUSE_MS = 300;
/** No pause is waited for longer than this. In ms. */
const PATIENCE_MS = 2_000;

/** Somebody who writes in the text of a note. */
export type Typing = {
  /**
   * Resolves when they pause, or when that has taken too long; at once when nobody writes. Those who wait go one after
   * another, each when the page has nothing else to do: together they would stand in the way of the next key.
   */
  turn: () => Promise<void>;
};

type Page = {
  events: Pick<EventTarget, "addEventListener">;
  /** Something goes into a text that takes its time, and not into a field, after which one waits for what follows. */
  isText: (input: Event) => boolean;
  now: () => number;
  after: (ms: number, work: () => void) => void;
  idle: () => Promise<void>;
};

/** Listens to what is typed in a page. */
export function typingIn({ events, isText, now, after, idle }: Page): Typing {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: (() => void)[] = [];
  let calling: Promise<void> | undefined;
  events.addEventListener("beforeinput", (input) => void (isText(input) && (last = now())), { capture: true });

  async function pause(): Promise<void> {
    const until = now() + PATIENCE_MS;
    for (;;) {
      const left = Math.min(last + PAUSE_MS, until) - now();
      if (left <= 0) return;
      await new Promise<void>((done) => after(left, done));
    }
  }

  async function call(): Promise<void> {
    while (waiting.length > 0) {
      await pause();
      const called = waiting;
      waiting = [];
      for (const go of called) {
        await idle();
        go();
      }
    }
  }

  return {
    async turn() {
      if (calling === undefined && now() - last >= PAUSE_MS) return;
      const called = new Promise<void>((go) => waiting.push(go));
      calling ??= call().finally(() => (calling = undefined));
      await called;
    },
  };
}
