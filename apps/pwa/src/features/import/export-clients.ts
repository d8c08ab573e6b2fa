import type { Client } from "@cliently/api/domain/client/client";

const TYPES = { csv: "text/csv;charset=utf-8", vcf: "text/vcard;charset=utf-8" };

/** Hands the person a file of these clients. `now`: ms, for its name. */
export async function saveClients(clients: readonly Client[], format: keyof typeof TYPES, now: number): Promise<void> {
  const text =
    format === "csv"
      ? (await import("./writing/csv.ts")).csvOf(clients)
      : (await import("./writing/vcard.ts")).vcardsOf(clients);
  const today = new Date(now);
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0"));
  const url = URL.createObjectURL(new Blob([text], { type: TYPES[format] }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `cliently-clients-${day.join("-")}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // once the browser has taken it
}
