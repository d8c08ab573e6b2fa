import type { RequestHandler } from "express";
import helmet from "helmet";

const FEATURES = [
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "microphone",
  "payment",
  "serial",
  "usb",
];

/** What every answer carries, whatever it is: pages, files, streams, errors. */
export function securityHeaders(csp: string): RequestHandler {
  const usual = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: { maxAge: 2 * 365 * 86_400, includeSubDomains: true },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    xFrameOptions: { action: "deny" },
  });
  return (request, response, next) => {
    response.setHeader("Content-Security-Policy", csp);
    response.setHeader("Permissions-Policy", FEATURES.map((feature) => `${feature}=()`).join(", "));
    response.setHeader("Reporting-Endpoints", 'csp="/csp"');
    usual(request, response, next);
  };
}

/** The same for the answers that Node gives by itself, before there is a request to hand to anybody. */
export const BARE_HEADERS = [
  "Content-Security-Policy: default-src 'none'",
  "Strict-Transport-Security: max-age=63072000; includeSubDomains",
  "X-Content-Type-Options: nosniff",
  "Referrer-Policy: no-referrer",
  "Cross-Origin-Resource-Policy: same-origin",
  "Cache-Control: no-store",
  "Content-Length: 0",
  "Connection: close",
].join("\r\n");
