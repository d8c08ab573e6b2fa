import { liveQuery } from "dexie";

/** Asks a question of the databases now and after every change that touches the answer, in this tab or another. */
export function follow<T>(
  find: () => Promise<T>,
  hear: { answer: (found: T) => void; failed: (error: unknown) => void },
): () => void {
  const subscription = liveQuery(find).subscribe({ next: hear.answer, error: hear.failed });
  return () => subscription.unsubscribe();
}
