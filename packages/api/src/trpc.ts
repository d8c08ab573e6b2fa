import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";

import type { Context } from "./context.ts";

/** What is wrong with a form, as a sentence for each field. */
export class FieldError extends TRPCError {
  readonly fields: Record<string, string>;
  constructor(fields: Record<string, string>) {
    super({ code: "BAD_REQUEST", message: "Something needs another look." });
    this.fields = fields;
  }
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
  /** The one place where an error becomes bytes. Only what we said ourselves leaves: anything else could carry a query, a path or a person's words. */
  errorFormatter({ shape, error }) {
    const data = { code: shape.data.code, httpStatus: shape.data.httpStatus, fields: fieldsOf(error) };
    return { code: shape.code, message: isOurs(error) ? error.message : GENERAL, data };
  },
});

const GENERAL = "That did not work.";

function isOurs(error: TRPCError): boolean {
  return error.code !== "INTERNAL_SERVER_ERROR" && error.cause === undefined;
}

function fieldsOf(error: TRPCError): Record<string, string> | null {
  if (error instanceof FieldError) return error.fields;
  if (!(error.cause instanceof ZodError)) return null;
  const fields: Record<string, string> = {};
  for (const { path, message } of error.cause.issues) fields[path.join(".")] ??= message;
  return fields;
}

export const router = t.router;

/** A procedure that anyone may call. */
export const anyone = t.procedure;

/** A procedure for whoever is signed in; `ctx.session` is there. */
export const signedIn = t.procedure.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
  return next({ ctx: { ...ctx, session: ctx.session } });
});
