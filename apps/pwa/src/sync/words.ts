import type { SyncEvent } from "@cliently/api/domain/protocol";

/** The words of summaries that are being written, as far as this device has heard them. */
export type Words = {
  hear(event: SyncEvent): void;
  /** The text so far; undefined when nothing was heard of that summary. */
  of(summaryId: string): string | undefined;
  /** How much of each is here, in UTF-16 units, for the server to go on from. */
  heard(): Record<string, number>;
  onWords(listener: () => void): () => void;
};

export function makeWords(): Words {
  const texts = new Map<string, string>();
  const listeners = new Set<() => void>();

  return {
    hear(event) {
      if (event.kind !== "words") return;
      const before = texts.get(event.summary) ?? "";
      // Words that are here already are not written twice; words beyond a gap wait for the stream to come again.
      if (event.offset > before.length) return;
      const after = event.text.slice(before.length - event.offset);
      if (!after && texts.has(event.summary)) return;
      texts.set(event.summary, before + after);
      for (const listener of listeners) listener();
    },
    of: (summaryId) => texts.get(summaryId),
    heard: () => Object.fromEntries([...texts].map(([id, text]) => [id, text.length])),
    onWords(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
