import { connect, type Socket } from "node:net";

import type { AServer } from "./a-server.ts";

/** Sends bytes as they stand and gives everything that came back until the server closed. */
export function raw(port: number, bytes: string | Buffer): Promise<string> {
  return exchanged(port, bytes, () => {});
}

/** The same, but hangs up once an answer begins: for requests that may have lost their `Connection: close`. */
export function rawAnswer(port: number, bytes: string | Buffer): Promise<string> {
  return exchanged(port, bytes, (socket) => socket.end());
}

function exchanged(port: number, bytes: string | Buffer, answered: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      answered(socket);
    });
    socket.on("error", () => {}); // a reset is an answer too
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
    socket.write(bytes);
  });
}

/** The status codes of the answers in what came back, in order. */
export function statusesOf(text: string): number[] {
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}

export type Stream = { head: string; received(): string; ended: Promise<void>; close(): void };

/** Opens the stream of events and waits for its first one. */
export async function openStream(
  { port }: AServer | { port: number },
  cookie: string,
  account: string,
): Promise<Stream> {
  const device = "01a209d0-0c65-768f-9ff6-b7693b8d1aa5";
  const input = encodeURIComponent(JSON.stringify({ account, device, heard: {} }));
  const socket: Socket = connect(port, "127.0.0.1");
  let received = "";
  const ended = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  socket.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (received.includes('"kind":"changed"')) resolve();
    });
    socket.on("close", () => reject(new Error(received)));
    socket.write(
      `GET /trpc/sync.events?input=${input} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: ${cookie}\r\n\r\n`,
    );
  });
  return { head: received.split("\r\n\r\n")[0] ?? "", received: () => received, ended, close: () => socket.destroy() };
}
