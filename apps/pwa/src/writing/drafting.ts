/** While one types, what is not kept yet is on the disk as a draft at least this often, in ms. */
const DRAFT_MS = 250;

/** The draft of a field, or of a form. */
export type Drafting = {
  /** When the one on the disk was put there, in ms. */
  at: () => number | undefined;
  put: () => void;
  /** Puts it within a quarter of a second. */
  soon: () => void;
  stop: () => void;
  remove: () => void;
};

type Options<Unkept> = {
  clock: () => number;
  after: (ms: number, work: () => void) => () => void;
  place: () => { putDraft: (unkept: Unkept, at: number) => void; removeDraft: (at: number) => void };
  /** What is to lie on the disk; null when nothing is, undefined when that stays as it is. */
  unkept: () => Unkept | null | undefined;
};

/** What is typed in one place, on the disk as a draft until it is kept. Each is newer than the one before it. */
export function drafting<Unkept>({ clock, after, place, unkept }: Options<Unkept>): Drafting {
  let last = 0;
  let at: number | undefined;
  let stopTimer: (() => void) | undefined;

  function put(): void {
    stop();
    const found = unkept();
    if (found === null) return remove();
    if (!found) return;
    at = last = Math.max(clock(), last + 1);
    place().putDraft(found, at);
  }

  function stop(): void {
    stopTimer?.();
    stopTimer = undefined;
  }

  function remove(): void {
    if (at === undefined) return;
    place().removeDraft(at);
    at = undefined;
  }

  return {
    at: () => at,
    put,
    soon: () => void (stopTimer ??= after(DRAFT_MS, put)),
    stop,
    remove,
  };
}
