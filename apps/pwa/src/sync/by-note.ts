/** Listeners, each of one note. */
export type ByNote<Told extends unknown[]> = {
  /** Calls `listener` until the function that it returns is called. */
  on: (noteId: string, listener: (...told: Told) => void) => () => void;
  tell: (noteId: string, ...told: Told) => void;
};

export function byNote<Told extends unknown[] = []>(): ByNote<Told> {
  const listeners = new Map<string, Set<(...told: Told) => void>>();
  return {
    on(noteId, listener) {
      const own = listeners.get(noteId) ?? new Set();
      listeners.set(noteId, own.add(listener));
      return () => own.delete(listener);
    },
    tell(noteId, ...told) {
      for (const listener of listeners.get(noteId) ?? []) listener(...told);
    },
  };
}
