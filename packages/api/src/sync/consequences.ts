import type { Services } from "../context.ts";
import { requestSummary, stopSummary } from "../domain/summary/mutations.ts";
import type { Pushed } from "../domain/protocol.ts";

/** What the server starts once a mutation is committed. Each must bear being lost: whoever does the work also looks for it. */
export function follow({ assistant }: Services, accountId: string, applied: Pushed[]): void {
  for (const { name, args } of applied) {
    if (name === "summary.request") assistant.requested(accountId, requestSummary.args.parse(args).id);
    if (name === "summary.stop") assistant.stopped(accountId, stopSummary.args.parse(args).id);
  }
}
