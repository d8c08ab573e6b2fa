import { readAs } from "@cliently/db";

import type { Services } from "../context.ts";
import { isPurged } from "../domain/purged.ts";
import { textOf } from "./history.ts";
import type { Rows } from "./memory-store.ts";
import { wordsOf } from "./builders.ts";

/** Every synced row of an account, read table by table without any of the sync's own code. */
export async function serverRows({ db, keys }: Services, accountId: string): Promise<Rows> {
  const key = await keys.of(accountId);
  return readAs(db, accountId, async (tx) => {
    const where = { accountId };
    const tables = {
      client: await tx.client.findMany({ where }),
      consent: await tx.consent.findMany({ where }),
      note: await tx.note.findMany({ where }),
      note_update: await tx.noteUpdate.findMany({ where }),
      note_text: await tx.noteText.findMany({ where }),
      summary: await tx.summary.findMany({ where }),
      signature: await tx.signature.findMany({ where }),
      addendum: await tx.addendum.findMany({ where }),
      goal: await tx.goal.findMany({ where }),
      measurement: await tx.measurement.findMany({ where }),
      preset: await tx.preset.findMany({ where }),
    };
    const rows: Rows = new Map();
    for (const [table, stored] of Object.entries(tables)) {
      for (const { accountId: _, keyVersion, sealed, ...open } of stored) {
        const hidden = key.openJson(table, open.id, keyVersion, sealed) as object; // rows are sealed as objects
        const times = Object.entries(open).map(([field, value]) => [
          field,
          value instanceof Date ? value.getTime() : value,
        ]);
        const row: Record<string, unknown> = { ...hidden, ...(Object.fromEntries(times) as Record<string, unknown>) }; // columns by name
        for (const column of ["ver", "digest", "tombstone"]) delete row[column];
        rows.set(`${table.replaceAll("_", "-")}|${open.id}`, row);
      }
    }
    return rows;
  });
}

/**
 * What rows say, by content: note texts as words, however they are cut into updates, all other rows as they are, and of
 * tombstones nothing.
 */
export function contentsOf(rows: Rows): Record<string, unknown> {
  const contents: Record<string, unknown> = {};
  for (const [place, row] of [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (place.startsWith("note-update|") || place.startsWith("note-text|") || isPurged(row)) continue;
    contents[place] = row;
    if (place.startsWith("note|")) contents[`words of ${place}`] = wordsOf(textOf({ rows }, String(row["id"])));
  }
  return contents;
}
