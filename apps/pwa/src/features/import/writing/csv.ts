import type { Client } from "@cliently/api/domain/client/client";
import Papa from "papaparse";

import { guarded } from "../reading/formula-guard.ts";
import { columnsFor } from "./columns.ts";

/** These clients as a table for spreadsheets, which run nothing that stands in it; `readTable` reads the same people. */
export function csvOf(clients: readonly Client[]): string {
  const columns = columnsFor(clients);
  const rows = clients.map((client) => columns.map(({ cell }) => guarded(cell(client))));
  const fields = columns.map(({ heading }) => heading);
  return `\uFEFF${Papa.unparse({ fields, data: rows }, { newline: "\r\n" })}\r\n`;
}
