import type { TestDatabase } from "@cliently/db/testing";
import { Client } from "pg";

/** A query past every wall, as the owner of the database. */
export async function asOwner({ ownerUrl, ca }: TestDatabase, query: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: ownerUrl, ssl: { ca } });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(query);
    return rows;
  } finally {
    await client.end();
  }
}
