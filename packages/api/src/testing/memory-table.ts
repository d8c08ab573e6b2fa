/** What becomes of a value; made of what is there by then, as an UPDATE is. */
type Change<V> = (before: V | undefined) => V | undefined;

/** Committed values by key. Values are never changed in place, so that they may be kept by many. */
export class Table<V> {
  /** Oldest first; all but the newest are there only for reads that began before it. */
  readonly #entries = new Map<string, { tick: number; value: V | undefined }[]>();

  /** The value as of a moment. */
  at(key: string, tick: number): V | undefined {
    return this.#entries.get(key)?.findLast((entry) => entry.tick <= tick)?.value;
  }

  /** Keeps the value before it only when somebody may still look at it. */
  set(key: string, value: V | undefined, tick: number, keepsOld: boolean): void {
    const entries = keepsOld ? this.#entries.get(key) : undefined;
    if (entries) entries.push({ tick, value });
    else if (value === undefined && !keepsOld) this.#entries.delete(key);
    else this.#entries.set(key, [{ tick, value }]);
  }

  /** The newest values. */
  newest(): Map<string, V> {
    const values = new Map<string, V>();
    for (const [key, entries] of this.#entries) {
      const value = entries.at(-1)?.value;
      if (value !== undefined) values.set(key, value);
    }
    return values;
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }
}

/** A table as one transaction sees it: as of its moment, or always the newest, under its own changes. */
export class View<V> {
  readonly #table: Table<V>;
  readonly #tick: number;
  /** The last one is of the innermost savepoint. */
  readonly #layers: Map<string, Change<V>>[] = [new Map<string, Change<V>>()];

  constructor(table: Table<V>, tick = Number.MAX_SAFE_INTEGER) {
    this.#table = table;
    this.#tick = tick;
  }

  get(key: string): V | undefined {
    let value = this.#table.at(key, this.#tick);
    for (const layer of this.#layers) {
      const change = layer.get(key);
      if (change) value = change(value);
    }
    return value;
  }

  change(key: string, change: Change<V>): void {
    const layer = this.#layers.at(-1);
    if (layer) addTo(layer, key, change);
  }

  set(key: string, value: V | undefined): void {
    this.#layers.at(-1)?.set(key, () => value);
  }

  /** Every key that this transaction has changed so far. */
  *changed(): Iterable<string> {
    for (const layer of this.#layers) yield* layer.keys();
  }

  *keys(): Iterable<string> {
    yield* this.#table.keys();
    yield* this.changed();
  }

  openSavepoint(): void {
    this.#layers.push(new Map());
  }

  closeSavepoint(keeps: boolean): void {
    const [top, below] = [this.#layers.pop(), this.#layers.at(-1)];
    if (keeps && top && below) for (const [key, change] of top) addTo(below, key, change);
  }

  commit(tick: number, keepsOld: boolean): void {
    const keys = new Set(this.changed());
    for (const key of keys) this.#table.set(key, this.get(key), tick, keepsOld);
  }
}

function addTo<V>(layer: Map<string, Change<V>>, key: string, change: Change<V>): void {
  const before = layer.get(key);
  layer.set(key, before ? (value) => change(before(value)) : change);
}
