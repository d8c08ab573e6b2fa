import { PrismaPg } from "@prisma/adapter-pg";
import { Pool, type PoolClient } from "pg";

import { PrismaClient, type Prisma } from "../generated/prisma/client.ts";

export type Database = PrismaClient;
export type Tx = Prisma.TransactionClient;

type Options = {
  /** The certificate to trust when the server's is its own. */
  ca?: string | undefined;
  /** false: no TLS, which only a development database may ask for. */
  tls?: boolean;
  connections?: number;
};

/** Opens a pool of connections. Statements are prepared once a connection, by their text. */
export function connect(url: string, { ca, tls = true, connections = 10 }: Options = {}): Database {
  const names = new Map<string, string>();
  const pool = new Pool({
    connectionString: url,
    max: connections,
    ssl: tls && (ca ? { ca } : true),
    application_name: "cliently",
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // Nothing waits for ever; each of these is transient, so that the caller tries again.
    lock_timeout: 8_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  pool.on("connect", nameLoss);
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator({ sql }) {
      const name = names.get(sql) ?? `s${names.size}`;
      // Lists of many lengths make many texts; past this they are not worth a prepared statement each.
      if (names.size < 500) names.set(sql, name);
      return names.get(sql) ?? "";
    },
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
}

const CONNECTION_FAILURE = "08006";

/** The driver says only by a message that a connection broke; this gives such an error its SQLSTATE. */
function nameLoss(client: PoolClient): void {
  let lost = false;
  client.on("error", () => (lost = true));
  client.on("end", () => (lost = true));
  const query = client.query.bind(client) as (...args: unknown[]) => unknown; // its overloads, all at once
  const named = (error: unknown) => {
    const nameless = lost && error instanceof Error && !("code" in error);
    return nameless ? Object.assign(error, { code: CONNECTION_FAILURE }) : error;
  };
  Object.assign(client, {
    query(...args: unknown[]) {
      const done = args.at(-1);
      // As the pool's own queries ask.
      if (isCallback(done))
        return query(...args.slice(0, -1), (error: unknown, ...rest: unknown[]) => done(named(error), ...rest));
      const answer = query(...args);
      return answer instanceof Promise ? answer.catch((error: unknown) => Promise.reject(named(error))) : answer;
    },
  });
}

function isCallback(value: unknown): value is (...args: unknown[]) => void {
  return typeof value === "function";
}
