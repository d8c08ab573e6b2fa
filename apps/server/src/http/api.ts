import { appRouter, SESSION_COOKIE, type Context, type Services } from "@cliently/api";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { RequestHandler } from "express";

import { cookiesOf, readCookie } from "./session-cookie.ts";

/** The API. Nothing of it may be stored on the way, and its streams may not be held back by a proxy. */
export function api(services: Services): RequestHandler {
  const handle = createExpressMiddleware({
    router: appRouter,
    maxBatchSize: 10,
    maxBodySize: 1024 * 1024,
    async createContext({ req, res }): Promise<Context> {
      const token = readCookie(req.headers.cookie, SESSION_COOKIE);
      return {
        services,
        session: token ? await services.account.sessionByToken(token) : null,
        cookies: cookiesOf(res),
        requestId: String(res.locals["requestId"]),
        ip: req.ip ?? "",
      };
    },
    onError({ error, path, ctx }) {
      if (error.code !== "INTERNAL_SERVER_ERROR") return;
      services.log("bug", { id: ctx?.requestId ?? null, path: path ?? null, kind: error.cause?.name ?? error.name, at: firstFrame(error.cause) });
    },
  });
  return (request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    handle(request, response, next);
  };
}

/** Where an error arose: a place in our code, never its message, which may hold what somebody wrote. */
function firstFrame(error: Error | undefined): string | null {
  return error?.stack?.split("\n").find((line) => line.trimStart().startsWith("at "))?.trim().slice(0, 200) ?? null;
}
