import type { RequestHandler } from "express";
import helmet from "helmet";

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
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()");
    usual(request, response, next);
  };
}
