import type { Services } from "../context.ts";
import { requestSummary, stopSummary } from "../domain/summary/mutations.ts";
import type { Pushed } from "../domain/protocol.ts";

/** What the server starts once a mutation is committed. Each must bear being lost: whoever does the work also looks for it. */
export function follow(
  assistant: Pick<Services["assistant"], "requested" | "stopped">,
  accountId: string,
  applied: Pushed[],
): void {
  for (const { name, v, args } of applied) {
    const requested = name === "summary.request" ? requestSummary.read({ v, args }) : undefined;
    if (requested) assistant.requested(accountId, requested.id);
    const stopped = name === "summary.stop" ? stopSummary.read({ v, args }) : undefined;
    if (stopped) assistant.stopped(accountId, stopped.id);
  }
}
