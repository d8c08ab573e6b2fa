import type { Response } from "express";

/** A short answer of ours, which nobody keeps. */
export function plain(response: Response, status: number, body: Record<string, string | boolean>): void {
  response.status(status).setHeader("Cache-Control", "no-store").json(body);
}
