import { TRPCClientError } from "@trpc/client";

import type { Api } from "../api.ts";
import { ComeBack, SignedOut, Unacceptable, type Transport } from "./surroundings.ts";

/** Reaches the server over tRPC: one POST an exchange, one event stream. */
export function trpcTransport(api: Api): Transport {
  return {
    exchange: (request) => asked(api.sync.exchange.mutate(request)),
    digest: (request) => asked(api.sync.digest.mutate(request)),
    bucket: (request) => asked(api.sync.bucket.mutate(request)),
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

async function asked(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    throw translated(error);
  }
}

/** Said by our server in its own words: it was reached, and will never take this request. */
const UNACCEPTABLE = new Set<unknown>(["BAD_REQUEST", "PARSE_ERROR", "PAYLOAD_TOO_LARGE", "UNPROCESSABLE_CONTENT"]);

/** What an error means to a device. Only our own server's words mean anything but "not reached"; a proxy's do not. */
export function translated(error: unknown): unknown {
  if (!(error instanceof TRPCClientError)) return error;
  const code = (error.data as { code?: unknown } | undefined)?.code; // made by the server's error formatter
  if (code === "UNAUTHORIZED") return new SignedOut();
  const response = error.meta?.["response"];
  const status = response instanceof Response ? response.status : 0;
  // The one thing that whoever stands in front of the server may say of a request itself.
  if (UNACCEPTABLE.has(code) || status === 413) return new Unacceptable("the server cannot take this");
  const after = response instanceof Response ? Number(response.headers.get("retry-after")) : 0;
  return after > 0 ? new ComeBack(after * 1_000) : error;
}
