import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import type { RequestHandler } from "express";

const YEAR_S = 365 * 86_400;

/** A name without a folder, of a kind that shrinks. */
const SHRINKS = /^\/([\w-][\w.-]*\.(?:css|js|json|svg|wasm))$/;

/**
 * Built files, compressed once and kept in memory: a name under /assets never stands for other content. They are
 * everybody's, so that their size tells nothing of anybody.
 */
export function compressed(folder: string): RequestHandler {
  const kept = new Map<string, Buffer>();

  return async (request, response, next) => {
    const name = SHRINKS.exec(request.path)?.[1];
    if (!name) return next();
    response.vary("Accept-Encoding");
    if (request.headers.range || request.acceptsEncodings("gzip", "identity") !== "gzip") return next();
    const bytes = kept.get(name) ?? (await shrunk(join(folder, name)));
    if (!bytes) return next();
    kept.set(name, bytes);
    response.setHeader("Cache-Control", `public, max-age=${YEAR_S}, immutable`);
    response.setHeader("Content-Encoding", "gzip");
    response.type(name).send(bytes);
  };
}

async function shrunk(file: string): Promise<Buffer | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  return bytes && promisify(gzip)(bytes, { level: 9 });
}
