import { valueOf } from "./field-path.ts";
import type { Lost, Stamp } from "./field.ts";

/** The values of a row that wait for a decision: one that was chosen twice needs none. */
export function undecided(row: { lost?: Lost[] | undefined }): Lost[] {
  return (row.lost ?? []).filter(({ field, value }) => said(value) !== said(valueOf(row, field)));
}

/** A field that was emptied says the same as one in which nothing ever stood. */
function said(value: unknown): string {
  return JSON.stringify(value === undefined || value === "" ? null : value);
}

/** Whether a person has to decide about something in this row. What lies in the bin or was thrown away asks for nothing. */
export function isUndecided(row: Record<string, unknown>): boolean {
  if (row["deletedAt"] || row["status"] === "discarded") return false;
  const { revived, lost } = row as { revived?: Stamp | null; lost?: Lost[] }; // as `Deletable` and `Stamped` have them
  const hasWordsAfter = row["status"] === "signed" && Boolean(row["after"]); // a note, with words its signer did not know
  return hasWordsAfter || Boolean(revived) || (lost !== undefined && undecided({ ...row, lost }).length > 0);
}
