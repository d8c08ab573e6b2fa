import { Client, type QueryResultRow } from "pg";

import { ownerConfig } from "../src/migrate.ts";

/** SQL as the owner: to look at what is really there, or to take a wall down in a test database. */
export async function asOwner<Row extends QueryResultRow>(
  { ownerUrl, ca }: { ownerUrl: string; ca: string },
  ...statements: string[]
): Promise<Row[]> {
  const owner = new Client(ownerConfig(ownerUrl, ca));
  await owner.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await owner.query<Row>(statement));
    return rows;
  } finally {
    await owner.end();
  }
}
