import { Client, type ClientConfig, type QueryConfig } from "pg";

/** The statements of one transaction, as they went over the wire. */
export type Transaction = { text: string; values: unknown[] }[];

/**
 * From now on every statement of this process is written down, by transaction, for `take` to fetch. What a product's own
 * code adds to its statements can be seen by sending them again without it.
 */
export function recordStatements(): { take(): Transaction[] } {
  let transactions: Transaction[] = [];
  const open = new WeakMap<Client, Transaction>();
  const query = Client.prototype.query as (this: Client, ...args: unknown[]) => unknown; // its overloads, all at once
  Object.assign(Client.prototype, {
    query(this: Client, ...args: unknown[]) {
      const [given, values] = args as [string | QueryConfig, unknown[] | undefined]; // as pg takes them
      const text = typeof given === "string" ? given : given.text;
      if (/^BEGIN/i.test(text)) open.set(this, []);
      open.get(this)?.push({ text, values: (typeof given === "string" ? values : given.values) ?? [] });
      if (/^COMMIT/i.test(text)) transactions.push(open.get(this) ?? []);
      if (/^(COMMIT|ROLLBACK$)/i.test(text)) open.delete(this);
      return query.apply(this, args);
    },
  });
  return {
    take() {
      const taken = transactions;
      transactions = [];
      return taken;
    },
  };
}

/** So many bare connections, which prepare each statement once and stay open, as the server's own do. */
export async function bareConnections(config: ClientConfig, connections: number) {
  const clients = Array.from({ length: connections }, () => new Client(config));
  for (const client of clients) client.on("error", () => {}); // a query that is under way fails by itself
  await Promise.all(clients.map((client) => client.connect()));
  const names = new Map<string, string>();

  return {
    /** Sends transactions again. Resolves with the ms it took. */
    async send(transactions: readonly Transaction[]): Promise<number> {
      const left = [...transactions];
      const began = performance.now();
      await Promise.all(
        clients.map(async (client) => {
          for (let transaction = left.shift(); transaction; transaction = left.shift()) {
            for (const { text, values } of transaction) {
              const name = names.get(text) ?? `s${names.size}`;
              names.set(text, name);
              await client.query(values.length ? { name, text, values } : text);
            }
          }
        }),
      );
      return performance.now() - began;
    },
    stop: () => Promise.all(clients.map((client) => client.end())),
  };
}
