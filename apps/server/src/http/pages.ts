import { existsSync } from "node:fs";
import { join } from "node:path";

import express, { type Request, type Router } from "express";

import { compressed } from "./compressed.ts";

const YEAR_MS = 365 * 86_400_000;

/** The app's files. Every address of a screen gets the shell; a missing file is missing, never the shell in disguise. */
export function pages(appFolder: string): Router {
  const router = express.Router();
  const shell = join(appFolder, "index.html");
  const files = { index: false, redirect: false, dotfiles: "ignore" } as const;

  router.use(
    "/assets",
    compressed(join(appFolder, "assets")),
    express.static(join(appFolder, "assets"), { ...files, immutable: true, maxAge: YEAR_MS, fallthrough: false }),
  );
  router.use(
    express.static(appFolder, { ...files, setHeaders: (response) => response.setHeader("Cache-Control", "no-cache") }),
  );
  router.get(/^\/[a-z0-9/-]*$/i, (request, response, next) => {
    if (!opensPage(request) || !existsSync(shell)) return next();
    response.setHeader("Cache-Control", "no-cache");
    response.sendFile(shell);
  });
  return router;
}

/** Somebody going to an address, rather than a script or an image that looks for a file. */
function opensPage(request: Request): boolean {
  const wanted = request.headers["sec-fetch-dest"];
  return wanted === undefined || wanted === "document";
}
