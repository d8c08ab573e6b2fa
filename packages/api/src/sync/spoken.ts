import type { SyncEvent } from "../domain/protocol.ts";

type Words = Extract<SyncEvent, { kind: "words" }>;

/**
 * Which words of running summaries one stream has told. Words from another process may come before the ones that lie
 * between: they wait until those were read from where they are stored.
 */
export function makeSpoken(heard: Record<string, number>): {
  /** What can be told now that these words came, in order and without a gap. */
  take(words: Words): Words[];
  /** How much of each summary was told, for asking what is stored. */
  told(): Record<string, number>;
  /** Whether words wait for what lies before them. */
  isWaiting(): boolean;
  /** Gives up what waits. */
  drop(): void;
} {
  const lengths = new Map(Object.entries(heard));
  let waiting: Words[] = [];

  return {
    take(words) {
      const ready: Words[] = [];
      const left: Words[] = [];
      for (const next of [...waiting, words].toSorted((a, b) => a.offset - b.offset)) {
        const length = lengths.get(next.summary) ?? 0;
        const end = next.offset + next.text.length;
        if (next.offset > length) left.push(next);
        else if (end > length) {
          ready.push(next);
          lengths.set(next.summary, end);
        }
      }
      waiting = left;
      return ready;
    },
    told: () => Object.fromEntries(lengths),
    isWaiting: () => waiting.length > 0,
    drop() {
      waiting = [];
    },
  };
}
