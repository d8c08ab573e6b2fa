import { createServer, STATUS_CODES, type Server } from "node:http";

import type { Express } from "express";

import { BARE_HEADERS } from "./http/headers.ts";

const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
const CHECK_MS = 5_000;
const DRAIN_MS = 10_000;
const IDLE_CHECK_MS = 50;

export type Serving = {
  port: number;
  /** Takes no new calls, lets those under way finish, and cuts what is left after ten seconds. */
  stop(): Promise<void>;
};

/** How slowly a request may come in, in ms: its head, and all of it. */
type Patience = { headersMs?: number; requestMs?: number; checkMs?: number };

/** Listens, with limits on how slowly a request may come in. */
export async function serve(app: Express, port: number, host: string, patience: Patience = {}): Promise<Serving> {
  const { headersMs = HEADERS_MS, requestMs = REQUEST_MS, checkMs = CHECK_MS } = patience;
  const limits = { headersTimeout: headersMs, requestTimeout: requestMs, connectionsCheckingInterval: checkMs };
  const server = createServer({ ...limits, maxHeaderSize: 16 * 1024 }, app);
  server.on("checkExpectation", app);
  answerBrokenRequests(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explained(error, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : port, stop: () => drain(server) };
}

/** What is no HTTP never reaches the app: too long a head, too slow, or broken. It is answered all the same, and briefly. */
function answerBrokenRequests(server: Server): void {
  const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
    const status = statuses[error.code ?? ""] ?? 400;
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${BARE_HEADERS}\r\n\r\n`);
  });
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // A connection that is kept alive would be idle, and open, after its last answer.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(idle);
      resolve();
    });
  });
}

function explained(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new Error(
      `Port ${port} is taken by another program. Choose another one with PORT, e.g. PORT=${port + 1} npm start.`,
    );
  if (code === "EACCES") return new Error(`Port ${port} is not open to this user. Choose one above 1023 with PORT.`);
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new Error(
      "HOST is not an address of this machine. Leave it out for this machine alone, or use 0.0.0.0 for all of its networks.",
    );
  return error;
}
