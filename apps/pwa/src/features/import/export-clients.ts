import type { Client } from "@cliently/api/domain/client/client";

import { localDay } from "../../platform/days.ts";
import { lastExport } from "../../platform/kept-time.ts";
import { saveFile } from "../../platform/save-file.ts";

const TYPES = { csv: "text/csv;charset=utf-8", vcf: "text/vcard;charset=utf-8" };

/** Hands the person a file of these clients. `now`: ms, for its name. */
export async function saveClients(
  clients: readonly Client[],
  format: keyof typeof TYPES,
  { accountId, now }: { accountId: string; now: number },
): Promise<void> {
  const words =
    format === "csv"
      ? (await import("./writing/csv.ts")).csvOf(clients)
      : (await import("./writing/vcard.ts")).vcardsOf(clients);
  saveFile(words, `cliently-clients-${localDay(now)}.${format}`, TYPES[format]);
  lastExport.keep(accountId, now);
}
