import type { SyncEvent } from "@cliently/api/domain/protocol";

/** The words of summaries that are being written, as far as this device has heard them. */
export type Words = {
  /** Takes words in; false when some before them are missing here, so that they have to be told again. */
  hear(event: SyncEvent): boolean;
  /** The text so far; undefined when nothing was heard of that summary. */
  of(summaryId: string): string | undefined;
  /** How much of each is here, in UTF-16 units, for the server to go on from. */
  heard(): Record<string, number>;
  /** Everything heard so far, as one event a summary. */
  all(): SyncEvent[];
  onWords(listener: () => void): () => void;
};

export function makeWords(): Words {
  const texts = new Map<string, string>();
  const listeners = new Set<() => void>();

  return {
    hear(event) {
      if (event.kind !== "words") return true;
      const before = texts.get(event.summary) ?? "";
      if (event.offset > before.length) return false;
      // Words that are here already are not written twice.
      const after = event.text.slice(before.length - event.offset);
      if (!after && texts.has(event.summary)) return true;
      texts.set(event.summary, before + after);
      for (const listener of listeners) listener();
      return true;
    },
    of: (summaryId) => texts.get(summaryId),
    heard: () => Object.fromEntries([...texts].map(([id, text]) => [id, text.length])),
    all: () => [...texts].map(([summary, text]) => ({ kind: "words", summary, offset: 0, text })),
    onWords(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
