import { createServer, type ServerResponse } from "node:http";

import { Client, type ClientConfig } from "pg";

/**
 * The least that a server could do for the same: a bare page, one INSERT and COMMIT for what comes in, the same bytes
 * told to whoever listens, rows read back in one SELECT. It shares no code with the product.
 */
export async function startFloor(database: ClientConfig, provider: string) {
  const pg = new Client(database);
  await pg.connect();
  await pg.query("CREATE TABLE IF NOT EXISTS floor (id bigserial PRIMARY KEY, body text NOT NULL)");
  const listeners = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      if (request.url === "/write") {
        await pg.query("BEGIN");
        await pg.query("INSERT INTO floor (body) VALUES ($1)", [body]);
        await pg.query("COMMIT");
        response.end("{}");
        for (const listener of listeners) listener.write(`data: ${body}\n\n`);
      } else if (request.url === "/listen") {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": open\n\n");
        listeners.add(response);
      } else if (request.url === "/rows") {
        const { rows } = await pg.query("SELECT id, body FROM floor_rows");
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(rows));
      } else if (request.url === "/words") {
        const words = await fetch(`${provider}/chat/completions`, {
          method: "POST",
          body: JSON.stringify({ stream: true }),
        });
        response.writeHead(200, { "content-type": "text/event-stream" });
        for await (const chunk of words.body ?? []) response.write(chunk);
        response.end();
      } else {
        response.setHeader("content-type", "text/html");
        response.end("<!doctype html><title>Floor</title><p id=text></p>");
      }
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    url: `http://localhost:${port}`,
    /** Stores `count` rows of `body` to be read back. */
    async fill(count: number, body: string) {
      await pg.query("DROP TABLE IF EXISTS floor_rows");
      await pg.query("CREATE TABLE floor_rows AS SELECT n AS id, $1::text AS body FROM generate_series(1, $2::int) n", [
        body,
        count,
      ]);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await pg.end();
    },
  };
}
