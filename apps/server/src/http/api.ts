import { appRouter, SESSION_COOKIE, type Context, type Services } from "@cliently/api";
import { isTransient } from "@cliently/db";
import { TRPCError } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { RequestHandler } from "express";

import { cookiesOf } from "./cookies.ts";
import { placeOf } from "./place-of.ts";
import { plain } from "./plain.ts";

const MAX_BODY_BYTES = 1024 * 1024;
const NEVER_KEPT = "no-store, no-transform";

/** The API. Nothing of it may be stored on the way, and its streams may not be held back by a proxy. */
export function api(services: Services): RequestHandler {
  const handle = createExpressMiddleware({
    router: appRouter,
    maxBatchSize: 10,
    maxBodySize: MAX_BODY_BYTES,
    async createContext({ req, res }): Promise<Context> {
      const cookies = cookiesOf(req, res);
      const token = cookies.get(SESSION_COOKIE);
      return {
        services,
        session: token ? await services.account.sessionByToken(token).catch(tryAgain) : null,
        cookies,
        requestId: String(res.locals["requestId"]),
        ip: req.ip ?? "",
      };
    },
    // Streams say otherwise by themselves.
    responseMeta: () => ({ headers: { "Cache-Control": NEVER_KEPT } }),
    onError({ error, path, ctx }) {
      if (error.code !== "INTERNAL_SERVER_ERROR") return;
      const known = path !== undefined && Object.hasOwn(appRouter._def.procedures, path) ? path : null;
      services.log("bug", { id: ctx?.requestId ?? null, path: known, ...placeOf(error.cause ?? error) });
    },
  });
  return (request, response, next) => {
    response.setHeader("Cache-Control", NEVER_KEPT);
    response.setHeader("X-Accel-Buffering", "no");
    // tRPC would call an address that cannot be decoded a failure of its own.
    if (!isDecodable(request.path)) return plain(response, 400, { message: "That did not work." });
    handle(request, response, next);
  };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function tryAgain(error: unknown): never {
  if (!isTransient(error)) throw error;
  throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Busy. Try again in a moment." });
}
