import type { Log } from "@cliently/api";
import express, { type Router } from "express";
import { z } from "zod";

const Directive = z.string().regex(/^[a-z-]{1,40}$/);
const Report = z.union([
  z
    .object({ "csp-report": z.object({ "effective-directive": Directive }) })
    .transform((old) => old["csp-report"]["effective-directive"]),
  z
    .object({ "csp-report": z.object({ "violated-directive": Directive }) })
    .transform((old) => old["csp-report"]["violated-directive"]),
  z.object({ body: z.object({ effectiveDirective: Directive }) }).transform(({ body }) => body.effectiveDirective),
]);
const Reports = z.union([Report.transform((one) => [one]), z.array(Report).max(20)]).catch(["unreadable"]);

/** Takes the browser's reports of what the content security policy stopped, and logs the rule of each. Whoever sends them, nothing else of them is kept. */
export function cspReports(log: Log): Router {
  const types = ["application/csp-report", "application/reports+json"];
  return express.Router().post("/csp", express.json({ type: types, limit: "16kb" }), (request, response) => {
    for (const rule of Reports.parse(request.body)) log("csp", { rule });
    response.status(204).end();
  });
}
