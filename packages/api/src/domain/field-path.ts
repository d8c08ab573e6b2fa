// Apart from the merging, because the first screen needs only this.

/** The name of one entry of a record, which merges as a field of its own. */
export function entryField(field: string, entry: string): string {
  return `${field}.${entry}`;
}

/** What stands in a field of a row, or in an entry. */
export function valueOf(row: object, field: string): unknown {
  const [name = "", entry] = field.split(".");
  const value = (row as Record<string, unknown>)[name];
  return entry === undefined ? value : (value as Record<string, unknown> | undefined)?.[entry]; // a record, by its name
}

/** The row with other values in these fields and entries. */
export function withValues<R extends object>(row: R, values: Record<string, unknown>): R {
  const plain: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    const [name = "", entry] = field.split(".");
    plain[name] = entry === undefined ? value : { ...((plain[name] ?? valueOf(row, name)) as object), [entry]: value }; // a record, by its name
  }
  return { ...row, ...plain };
}

/** Whether a record has come to have more entries than it may, those that were taken away among them. */
export function isFuller(before: object = {}, after: object = {}, most: number): boolean {
  const count = Object.keys(after).length;
  return count > most && count > Object.keys(before).length;
}
