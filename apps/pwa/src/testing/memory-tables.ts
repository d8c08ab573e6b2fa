import type { LocalKey } from "../local/local-database.ts";

export type MemoryRow = Readonly<Record<string, unknown>>;
type MapKey = string | number;

/** One table: rows by key, in the order in which IndexedDB sorts keys. Rows in it are never changed in place. */
export class MemoryTable {
  readonly name: string;
  readonly #path: string[];
  readonly #rows: Map<MapKey, MemoryRow>;
  #sorted: MemoryRow[] | undefined;

  constructor(name: string, index: string, rows = new Map<MapKey, MemoryRow>()) {
    this.name = name;
    this.#path = pathOf(index);
    this.#rows = rows;
  }

  copy(): MemoryTable {
    return new MemoryTable(this.name, `[${this.#path.join("+")}]`, new Map(this.#rows));
  }

  keyOf(row: MemoryRow): LocalKey {
    return valueAt(row, this.#path);
  }

  /** What a row is found by under an index. */
  valueOf(row: MemoryRow, index: string): LocalKey {
    return valueAt(row, pathOf(index));
  }

  get(key: MapKey): MemoryRow | undefined {
    return this.#rows.get(key);
  }

  set(key: MapKey, row: MemoryRow | undefined): void {
    if (row) this.#rows.set(key, row);
    else this.#rows.delete(key);
    this.#sorted = undefined;
  }

  get size(): number {
    return this.#rows.size;
  }

  keys(): Iterable<MapKey> {
    return this.#rows.keys();
  }

  /** In the order of keys. Not to be changed by whoever gets it. */
  sorted(): readonly MemoryRow[] {
    return (this.#sorted ??= [...this.#rows.values()].sort((a, b) => compared(this.keyOf(a), this.keyOf(b))));
  }

  /** Rows whose value of an index lies in a range, in the order of that index. */
  within(index: string, range: Range): MemoryRow[] {
    const path = pathOf(index);
    const isKey = path.length === this.#path.length && path.every((field, at) => field === this.#path[at]);
    const found: MemoryRow[] = [];
    for (const row of this.sorted()) if (holds(range, valueAt(row, path))) found.push(row);
    return isKey ? found : found.sort((a, b) => compared(valueAt(a, path), valueAt(b, path)));
  }
}

/** Values between two, like an IDBKeyRange; without a bound all on that side that are keys at all. */
export type Range = { lower?: LocalKey; upper?: LocalKey; withoutLower?: boolean; withoutUpper?: boolean };

function holds({ lower, upper, withoutLower, withoutUpper }: Range, value: LocalKey): boolean {
  if (!isKey(value)) return false;
  if (lower !== undefined) {
    const order = compared(value, lower);
    if (order < 0 || (order === 0 && withoutLower)) return false;
  }
  if (upper !== undefined) {
    const order = compared(value, upper);
    if (order > 0 || (order === 0 && withoutUpper)) return false;
  }
  return true;
}

/** A row that lacks a field of an index is not in it. */
function isKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isKey);
  return typeof value === "string" || (typeof value === "number" && !Number.isNaN(value));
}

/** A key as one value for a map. */
export function mapKey(key: LocalKey): MapKey {
  return typeof key === "object" ? key.join("\u0001") : key;
}

/** "[noteId+ver]" as its fields. */
function pathOf(index: string): string[] {
  return index.startsWith("[") ? index.slice(1, -1).split("+") : [index];
}

function valueAt(row: MemoryRow, path: string[]): LocalKey {
  const [only] = path;
  return (path.length === 1 && only !== undefined ? row[only] : path.map((field) => row[field])) as LocalKey; // or no key at all: `isKey` tells
}

/** The order of keys in IndexedDB: numbers, then texts, then arrays. */
function compared(a: LocalKey, b: LocalKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "object" && typeof b === "object") {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const order = compared(a[at] as LocalKey, b[at] as LocalKey); // below both lengths
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  return rank(a) - rank(b);
}

function rank(key: LocalKey): number {
  return typeof key === "number" ? 0 : typeof key === "string" ? 1 : 2;
}

/** What a structured clone gives of plain data; sealed bytes are shared, because nobody changes them. */
export function copied<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(copied) as T; // of the same parts
  const copy: Record<string, unknown> = {};
  for (const field in value) copy[field] = copied(value[field]);
  return copy as T; // of the same fields
}
