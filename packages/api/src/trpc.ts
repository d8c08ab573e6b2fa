import { initTRPC, TRPCError } from "@trpc/server";

import type { Context } from "./context.ts";

const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
  errorFormatter({ shape, error }) {
    // Only what we said ourselves may leave: anything unexpected could carry a query, a path or a person's words.
    const ours = error.code !== "INTERNAL_SERVER_ERROR" && !error.cause;
    return { ...shape, message: ours ? error.message : error.code, data: { code: shape.data.code, httpStatus: shape.data.httpStatus } };
  },
});

export const router = t.router;

/** A procedure that anyone may call. */
export const anyone = t.procedure;

/** A procedure for whoever is signed in; `ctx.session` is there. */
export const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
  return next({ ctx: { ...ctx, session: ctx.session } });
});
