import type { Log } from "@cliently/api";
import express, { type Router } from "express";

/** Takes the browser's reports of what the content security policy stopped, and logs which rule it was. */
export function cspReports(log: Log): Router {
  const types = ["application/csp-report", "application/reports+json", "application/json"];
  return express.Router().post("/csp", express.json({ type: types, limit: "16kb" }), (request, response) => {
    const report: unknown = request.body?.["csp-report"] ?? request.body;
    const rule = typeof report === "object" && report && "violated-directive" in report ? String(report["violated-directive"]) : "unknown";
    log("csp", { rule: rule.slice(0, 80) });
    response.status(204).end();
  });
}
