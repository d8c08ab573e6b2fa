import { isTransient } from "@cliently/db";
import { initTRPC, TRPCError } from "@trpc/server";
import { z, ZodError } from "zod";

import type { Context } from "./context.ts";

/** What is wrong with a form, as a sentence for each field. */
export class FieldError extends TRPCError {
  readonly fields: Record<string, string>;
  constructor(fields: Record<string, string>) {
    super({ code: "BAD_REQUEST", message: "Something needs another look." });
    this.fields = fields;
  }
}

const GENERAL = "That did not work.";

/** The framework's own words for these name what it was sent. */
const PLAIN: Partial<Record<TRPCError["code"], string>> = {
  NOT_FOUND: "There is nothing here.",
  METHOD_NOT_SUPPORTED: GENERAL,
  UNSUPPORTED_MEDIA_TYPE: GENERAL,
  PARSE_ERROR: GENERAL,
  PAYLOAD_TOO_LARGE: "That is too much at once.",
  INTERNAL_SERVER_ERROR: GENERAL,
};

// What zod says where a schema has no sentence of its own: it would name keys and types otherwise.
z.config({
  customError: ({ code }) => (code === "too_big" ? "This is too long." : "This cannot be used here."),
});

const t = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: 10_000 },
    client: { reconnectAfterInactivityMs: 25_000 },
  },
  /** The one place where an error becomes bytes. Only what we said ourselves leaves: anything else could carry a query, a path or a person's words. */
  errorFormatter({ shape, error }) {
    const data = { code: shape.data.code, httpStatus: shape.data.httpStatus, fields: fieldsOf(error) };
    return { code: shape.code, message: PLAIN[error.code] ?? (error.cause ? GENERAL : error.message), data };
  },
});

/** The first sentence for each field of a form. Only a field's name stands here: deeper paths may hold what was sent. */
function fieldsOf(error: TRPCError): Record<string, string> | null {
  if (error instanceof FieldError) return error.fields;
  if (!(error.cause instanceof ZodError)) return null;
  const fields: Record<string, string> = {};
  for (const { path, message } of error.cause.issues) {
    if (typeof path[0] === "string") fields[path[0]] ??= message;
  }
  return fields;
}

export const router = t.router;

/** A procedure that anyone may call. A database that is away or busy is no bug: the device tries again. */
export const anyone = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.code === "INTERNAL_SERVER_ERROR" && isTransient(result.error.cause)) {
    throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. Try again in a moment." });
  }
  return result;
});

/** A procedure for whoever is signed in; `ctx.session` is there. */
export const signedIn = anyone.use(({ ctx, next }) => {
  if (!ctx.session) throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in again." });
  return next({ ctx: { ...ctx, session: ctx.session } });
});
