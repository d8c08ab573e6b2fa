import { readAs } from "@cliently/db";
import { TRPCError } from "@trpc/server";

import type { Services } from "../context.ts";
import type { EventsRequest, SyncEvent } from "../domain/protocol.ts";
import { headOf } from "./exchange.ts";

/** How often a stream makes sure that nothing was lost on the bus and that its session still holds, in ms. */
const CHECK_MS = 5_000;

/** Devices that are sent away come back spread over this long, in ms. */
const RETURN_MS = 2_000;

/**
 * What happens in an account, as it happens, beginning with where it stands. Ends by throwing: a stream that returns
 * tells the device never to come back.
 */
export async function* events(
  services: Services,
  accountId: string,
  request: EventsRequest,
  stillSignedIn: () => Promise<boolean>,
  ended: AbortSignal,
): AsyncGenerator<SyncEvent> {
  const waiting: SyncEvent[] = [];
  let wake = () => {};
  const hear = (event: SyncEvent) => {
    waiting.push(event);
    wake();
  };
  // Heard first, read then: what is committed in between is told twice rather than never.
  const unsubscribe = services.bus.subscribe(accountId, hear);
  const check = setInterval(() => wake(), CHECK_MS);
  const wakeUp = () => wake();
  ended.addEventListener("abort", wakeUp);
  services.draining.addEventListener("abort", wakeUp);
  try {
    let told = await standing(services, accountId);
    yield told;
    yield* await services.assistant.wordsSince(accountId, request.heard);

    let checkedAt = performance.now();
    while (!ended.aborted) {
      if (services.draining.aborted) {
        yield { kind: "leave", ms: Math.floor((services.random(1)[0] ?? 0) / 256 * RETURN_MS) };
        throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "The server restarts." });
      }
      for (let event = waiting.shift(); event; event = waiting.shift()) {
        if (event.kind === "changed") told = event;
        yield event;
      }
      if (performance.now() - checkedAt >= CHECK_MS) {
        checkedAt = performance.now();
        if (!(await stillSignedIn())) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
        const now = await standing(services, accountId);
        if (waiting.length === 0 && told.kind === "changed" && now.cursor.version > told.cursor.version) hear(now);
      }
      if (waiting.length === 0 && !ended.aborted && !services.draining.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    unsubscribe();
    clearInterval(check);
    ended.removeEventListener("abort", wakeUp);
    services.draining.removeEventListener("abort", wakeUp);
  }
}

async function standing({ db }: Services, accountId: string): Promise<Extract<SyncEvent, { kind: "changed" }>> {
  const cursor = await readAs(db, accountId, (tx) => headOf(tx, accountId));
  return { kind: "changed", from: cursor.version, cursor, changes: null, device: null };
}
