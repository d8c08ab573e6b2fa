import { existsSync } from "node:fs";
import { join } from "node:path";

import express, { type Router } from "express";

const YEAR_MS = 365 * 86_400_000;

/** The app's files. Every address of a screen gets the shell; a missing file is missing, never the shell in disguise. */
export function pages(appFolder: string): Router {
  const router = express.Router();
  const shell = join(appFolder, "index.html");

  router.use("/assets", express.static(join(appFolder, "assets"), { immutable: true, maxAge: YEAR_MS, index: false, redirect: false, fallthrough: false }));
  router.use(
    express.static(appFolder, {
      index: false,
      redirect: false,
      dotfiles: "ignore",
      setHeaders: (response) => response.setHeader("Cache-Control", "no-cache"),
    }),
  );
  router.get(/^\/[a-z0-9/-]*$/i, (_request, response, next) => {
    if (!existsSync(shell)) return next();
    response.setHeader("Cache-Control", "no-cache");
    response.sendFile(shell);
  });
  return router;
}
