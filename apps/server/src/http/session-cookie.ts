import type { Context } from "@cliently/api";
import type { Response } from "express";

/** A cookie of the request by its name. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [key, value] = pair.split("=", 2);
    if (key?.trim() === name && value) return value.trim();
  }
  return undefined;
}

/** Writes cookies that only the server reads, over TLS (or to this very machine), and never to another site's requests. */
export function cookiesOf(response: Response): Context["cookies"] {
  const attributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/" } as const;
  return {
    set: (name, value, maxAgeSeconds) =>
      void response.cookie(name, value, { ...attributes, maxAge: maxAgeSeconds * 1_000 }),
    clear: (name) => void response.clearCookie(name, attributes),
  };
}
