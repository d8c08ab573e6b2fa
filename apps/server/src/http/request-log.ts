import { randomUUID } from "node:crypto";

import type { Log } from "@cliently/api";
import type { RequestHandler } from "express";

/** Gives every request an id and writes one line when it is through: never an address, a query or a body. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const id = randomUUID();
    response.locals["requestId"] = id;
    response.setHeader("X-Request-Id", id);
    response.once("close", () => {
      log("request", {
        id,
        method: request.method,
        route: routeOf(request.path),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
      });
    });
    next();
  };
}

/** Which part of the program answered. The path itself could name a record. */
function routeOf(path: string): string {
  const procedure = /^\/trpc\/([a-zA-Z.,]{1,120})$/.exec(path)?.[1];
  if (procedure) return `trpc:${procedure}`;
  const known = /^\/(healthz|readyz|csp|assets|sw\.js|manifest\.webmanifest)(\/|$)/.exec(path)?.[1];
  return known ?? "page";
}
