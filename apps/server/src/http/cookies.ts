import type { Context } from "@cliently/api";
import type { Request, Response } from "express";

/** Reads the request's cookies, and writes ones that only the server reads, over TLS (or to this very machine), and never to another site's requests. */
export function cookiesOf(request: Request, response: Response): Context["cookies"] {
  const attributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;
  return {
    get: (name) => readCookie(request.headers.cookie, name),
    set: (name, value, maxAgeSeconds) =>
      void response.cookie(name, value, { ...attributes, maxAge: maxAgeSeconds * 1_000 }),
    clear: (name) => void response.clearCookie(name, attributes),
  };
}

/** A cookie of the request by its name. */
function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name && value) return value.trim();
  }
  return undefined;
}
