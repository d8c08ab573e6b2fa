import { randomUUID } from "node:crypto";

import { appRouter, type Log } from "@cliently/api";
import type { RequestHandler } from "express";

/** Gives every request an id and writes one line when it is through: never an address, a query or a body. */
export function requestLog(log: Log): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const id = randomUUID();
    const { socket } = response;
    const before = socket?.bytesWritten ?? 0;
    response.locals["requestId"] = id;
    response.setHeader("X-Request-Id", id);
    const route = routeOf(request.path); // now: routers shorten the path on its way
    response.once("close", () => {
      const ms = Math.round(performance.now() - began);
      const bytes = (socket?.bytesWritten ?? 0) - before;
      log("request", { id, method: request.method, route, status: response.statusCode, ms, bytes });
    });
    next();
  };
}

/** Which part of the program answered: names of ours only. The path itself could name a record, or say anything. */
function routeOf(path: string): string {
  if (path.startsWith("/trpc/")) {
    const names = path.slice("/trpc/".length).split(",", 11);
    return names.every((name) => Object.hasOwn(appRouter._def.procedures, name)) ? `trpc:${names.join(",")}` : "trpc";
  }
  return /^\/(healthz|readyz|csp|assets|sw\.js|manifest\.webmanifest)(\/|$)/.exec(path)?.[1] ?? "page";
}
