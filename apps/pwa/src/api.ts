import type { AppRouter } from "@cliently/api";
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from "@trpc/client";

export type Api = TRPCClient<AppRouter>;

/** The typed way to the server. One call, one request: nothing waits for something slower beside it. */
export function makeApi(): Api {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "subscription",
        true: httpSubscriptionLink({ url: "/trpc" }),
        false: httpLink({ url: "/trpc", headers: { "x-cliently": "1" } }),
      }),
    ],
  });
}
