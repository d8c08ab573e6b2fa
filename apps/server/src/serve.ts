import { createServer, type Server } from "node:http";

import type { Express } from "express";

const HEADERS_MS = 20_000;
const REQUEST_MS = 60_000;
const DRAIN_MS = 10_000;

export type Serving = {
  port: number;
  /** Takes no new calls, lets those under way finish, and cuts what is left after ten seconds. */
  stop(): Promise<void>;
};

/** Listens, with limits on how slowly a request may come in. */
export async function serve(app: Express, port: number, host: string): Promise<Serving> {
  const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, maxHeaderSize: 16 * 1024 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(explained(error, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : port, stop: () => drain(server) };
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function explained(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new Error(`Port ${port} is taken by another program. Choose another one with PORT, e.g. PORT=${port + 1} npm start.`);
  if (code === "EACCES") return new Error(`Port ${port} is not open to this user. Choose one above 1023 with PORT.`);
  return error;
}
