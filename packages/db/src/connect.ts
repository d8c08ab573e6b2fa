import { PrismaPg } from "@prisma/adapter-pg";

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
  const adapter = new PrismaPg(
    { connectionString: url, max: connections, ssl: tls && (ca ? { ca } : true), application_name: "cliently" },
    {
      statementNameGenerator({ sql }) {
        const name = names.get(sql) ?? `s${names.size}`;
        // Lists of many lengths make many texts; past this they are not worth a prepared statement each.
        if (names.size < 500) names.set(sql, name);
        return names.get(sql) ?? "";
      },
    },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
}
