import { TRPCError } from "@trpc/server";

import type { Services } from "../context.ts";
import type { EventsRequest, SyncEvent } from "../domain/protocol.ts";
import { standingAt } from "./changed-event.ts";
import { DeviceRevoked } from "./revoked.ts";
import { makeSpoken } from "./spoken.ts";
import type { KnownDevice } from "./storage.ts";

/** How often a stream makes sure that its session still holds, in ms. */
const CHECK_MS = 10_000;

/** How often words that another process has stored are asked for, while later ones wait for them, in ms. */
const STORED_MS = 200;
const MOST_ASKED = 100;

/** Devices that are sent away come back spread over this long, in ms. */
const RETURN_MS = 2_000;

/** A stream whose device is this many events behind is ended; the device comes back and catches up by an exchange. */
const BEHIND = 1_000;

/**
 * What happens in an account, as it happens, beginning with where it stands. While the device listens it ends only by
 * throwing: a stream that returns tells the device never to come back.
 */
export async function* events(
  services: Pick<Services, "storage" | "bus" | "draining" | "random"> & {
    assistant: Pick<Services["assistant"], "wordsSince">;
  },
  accountId: string,
  request: EventsRequest,
  stillSignedIn: () => Promise<boolean>,
  ended: AbortSignal,
): AsyncGenerator<SyncEvent> {
  const { storage, bus, assistant, draining } = services;
  const waiting: SyncEvent[] = [];
  let wake = () => {};
  const wakeUp = () => wake();
  // Heard first, read then: what is committed in between is told twice rather than never.
  const unsubscribe = bus.subscribe(accountId, (event) => {
    waiting.push(event);
    wake();
  });
  let isCheckDue = false;
  const check = setInterval(() => {
    isCheckDue = true;
    wake();
  }, CHECK_MS);
  for (const signal of [ended, draining]) signal.addEventListener("abort", wakeUp);
  let isStoredDue = true;
  let asked = 0;
  const storedIsDue = () => {
    isStoredDue = true;
    wake();
  };

  try {
    const cursor = await storage.read(accountId, async (tx) => {
      assertNotRevoked(await tx.device(request.device));
      return tx.head();
    });
    let told = cursor.version;
    yield standingAt(cursor);
    const spoken = makeSpoken(request.heard);
    async function* stored(): AsyncGenerator<SyncEvent> {
      for (const words of await assistant.wordsSince(accountId, spoken.told()))
        if (words.kind === "words") yield* spoken.take(words);
    }
    yield* stored();

    while (!ended.aborted) {
      if (draining.aborted) {
        yield { kind: "leave", ms: Math.floor(((services.random(1)[0] ?? 0) / 256) * RETURN_MS) };
        throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "The server restarts." });
      }
      if (waiting.length > BEHIND) throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Too far behind." });
      if (isCheckDue) {
        isCheckDue = false;
        assertNotRevoked(await storage.read(accountId, (tx) => tx.device(request.device)));
        if (!(await stillSignedIn())) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
      }

      const event = waiting.shift();
      if (event) {
        if (event.kind === "changed") {
          if (event.cursor.version <= told) continue;
          told = event.cursor.version;
        }
        if (event.kind === "words") yield* spoken.take(event);
        else yield event;
        continue;
      }
      if (spoken.isWaiting() && isStoredDue) {
        if (++asked > MOST_ASKED) spoken.drop(); // its process is gone: how it ended comes by another way
        isStoredDue = false;
        setTimeout(storedIsDue, STORED_MS);
        yield* stored();
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (ended.aborted || draining.aborted || isCheckDue || (spoken.isWaiting() && isStoredDue)) resolve();
      });
    }
  } finally {
    unsubscribe();
    clearInterval(check);
    for (const signal of [ended, draining]) signal.removeEventListener("abort", wakeUp);
  }
}

function assertNotRevoked(device: KnownDevice | null): void {
  if (device?.revokedAt) throw new DeviceRevoked();
}
