import type { Services } from "@cliently/api";
import express, { type ErrorRequestHandler, type Express } from "express";

import { api } from "./http/api.ts";
import { cspReports } from "./http/csp-reports.ts";
import { gate } from "./http/gate.ts";
import { securityHeaders } from "./http/headers.ts";
import { pages } from "./http/pages.ts";
import { placeOf } from "./http/place-of.ts";
import { plain } from "./http/plain.ts";
import { contentSecurityPolicy } from "./http/policy.ts";
import { requestLog } from "./http/request-log.ts";

type Options = {
  /** The built app. */
  appFolder: string;
  /** How many proxies stand before us and may say who called. */
  trustProxy: number;
};

/** The server's HTTP, from its services. What comes first holds for everything after it. */
export function createApp(services: Services, { appFolder, trustProxy }: Options): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustProxy);

  app.use(requestLog(services.log));
  app.use(securityHeaders(contentSecurityPolicy(appFolder)));
  app.use(cspReports(services.log));
  app.use(gate());
  app.use("/trpc", api(services));

  app.get("/healthz", (_request, response) => plain(response, 200, { ok: true }));
  app.get("/readyz", async (_request, response) => {
    const ready =
      !services.draining.aborted &&
      (await services.db.$queryRaw`SELECT 1`.then(
        () => true,
        () => false,
      ));
    plain(response, ready ? 200 : 503, { ok: ready });
  });

  app.use(pages(appFolder));
  app.use((_request, response) => plain(response, 404, { message: "There is nothing here." }));
  app.use(lastWord(services));
  return app;
}

/** What Express itself could not take: a broken address, a body that is no JSON. Anything else is a bug of ours. */
function lastWord({ log }: Services): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const given = typeof error === "object" && error && "status" in error ? Number(error.status) : 500;
    const status = given >= 400 && given < 500 ? given : 500;
    if (status === 500) log("bug", { id: String(response.locals["requestId"]), path: null, ...placeOf(error) });
    plain(response, status, { message: status === 404 ? "There is nothing here." : "That did not work." });
  };
}
