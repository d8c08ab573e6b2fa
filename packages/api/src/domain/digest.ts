/** Rows are compared in so many heaps, so that one that differs brings few others along. */
export const BUCKETS = 64;

/** The one spelling of a JSON value: the JSON Canonicalization Scheme (RFC 8785), for what rows are made of. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  // By UTF-16 code units, as `<` compares.
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(",")}}`;
}

/**
 * What a row's digest is made of, on both ends. A field that is null and one that is not there are the same, so that a
 * column which is added later changes no digest.
 */
export function digestText(noun: string, id: string, version: number, row: Record<string, unknown>): string {
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return `${noun}|${id}|${version}|${canonicalJson(said)}`;
}

/** The heap of a row; all updates of a note's text lie in one with the folded text. */
export function bucketOf(noun: string, id: string, row: Record<string, unknown>): number {
  const place = noun === "note-update" ? String(row["noteId"]) : id;
  return Number.parseInt(place.slice(-2), 16) % BUCKETS;
}

/** A digest, or the XOR of many, in 16 hexadecimal digits. */
export function digestHex(digest: bigint): string {
  return BigInt.asUintN(64, digest).toString(16).padStart(16, "0");
}
