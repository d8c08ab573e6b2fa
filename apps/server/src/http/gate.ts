import type { Request, RequestHandler } from "express";

import { plain } from "./plain.ts";

/** Proves that our own script sent the request: a form or another site cannot set it. */
const APP_HEADER = "x-cliently";

/**
 * Lets a request that may change something through only from our own pages: same origin by the browser's word, JSON,
 * and our own header. tRPC alone would run a mutation that needs no input from any cross-site form.
 */
export function gate(): RequestHandler {
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD") return next();
    if (isOwnPage(request) && isJson(request) && request.headers[APP_HEADER] === "1") return next();
    plain(response, 403, { message: "This request did not come from Cliently." });
  };
}

function isOwnPage(request: Request): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  return request.headers.origin === `${request.protocol}://${request.headers.host}`;
}

function isJson(request: Request): boolean {
  return /^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(request.headers["content-type"] ?? "");
}
