import { TRPCClientError } from "@trpc/client";

import type { Api } from "../api.ts";
import { SignedOut, type Transport } from "./surroundings.ts";

/** Reaches the server over tRPC: one POST an exchange, one event stream. */
export function trpcTransport(api: Api): Transport {
  return {
    async exchange(request) {
      try {
        return await api.sync.exchange.mutate(request);
      } catch (error) {
        throw translated(error);
      }
    },
    events(request, { event, shaken, broken }) {
      const stream = api.sync.events.subscribe(request, {
        onData: event,
        // It connects again by itself; whether the server can be reached meanwhile is for an exchange to find out.
        onConnectionStateChange: ({ state, error }) => state === "connecting" && error && shaken(),
        onError: (error) => broken(translated(error)),
        onComplete: () => broken(new Error("the stream ended")),
      });
      return () => stream.unsubscribe();
    },
  };
}

function translated(error: unknown): unknown {
  const data = error instanceof TRPCClientError ? (error.data as { code?: unknown } | undefined) : undefined; // made by the server's error formatter
  return data?.code === "UNAUTHORIZED" ? new SignedOut() : error;
}
