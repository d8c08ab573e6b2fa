import type { Client } from "@cliently/api/domain/client/client";
import Papa from "papaparse";

import { guarded } from "../reading/formula-guard.ts";
import { columnsFor } from "./columns.ts";

/** What some program takes for the end of a cell, or for the beginning or end of a quoted one. */
const SEPARATES = /[;,\t"\r\n]/;

/** These clients as a table for spreadsheets, which run nothing that stands in it; `readTable` reads the same people. */
export function csvOf(clients: readonly Client[]): string {
  const columns = columnsFor(clients);
  const rows = clients.map((client) => columns.map(({ cell }) => guarded(cell(client).replaceAll(/\r\n?/g, "\n"))));
  const fields = columns.map(({ heading }) => heading);
  const quotes = (cell: unknown) => SEPARATES.test(String(cell));
  return `\uFEFF${Papa.unparse({ fields, data: rows }, { newline: "\r\n", quotes })}\r\n`;
}
