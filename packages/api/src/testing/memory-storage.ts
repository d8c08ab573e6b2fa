import { createHmac } from "node:crypto";

import { bucketOf, BUCKETS, digestHex, digestText } from "../domain/digest.ts";
import { layouts } from "../domain/layout.ts";
import { PAGE_BYTES, PAGE_ROWS, type RowChange } from "../domain/protocol.ts";
import { isPurged, NO_WORDS } from "../domain/purged.ts";
import type { ListIndex, Noun, Row } from "../domain/store.ts";
import type {
  Head,
  KnownDevice,
  LogEntry,
  NewLogEntry,
  Revision,
  SyncNotes,
  SyncReads,
  SyncStorage,
  SyncTidying,
  SyncWrites,
} from "../sync/storage.ts";
import type { Rows } from "./memory-store.ts";
import { Table, View } from "./memory-table.ts";

/** Thrown by a step, it is what a lock or a lost connection is to Postgres: the whole transaction may be tried again. */
export class Busy extends Error {}

/**
 * A database in memory that promises what Postgres promises, and nothing more: a read is of one moment, writers of an
 * account wait for each other, what was not committed never was. Nothing that goes in or out is shared with it.
 */
export type MemoryDatabase = {
  addAccount(accountId: string): void;
  /** One process's way in. Each operation first awaits `step` with its name, and then happens in one go. */
  connect(step?: (name: string) => Promise<void>): MemoryStorage;
  /** Everything that is committed now, to come back to. */
  snapshot(): Snapshot;
  /** A backup takes the place of this database; whatever was going on in it is over. */
  restore(snapshot: Snapshot): void;
  /** What is committed in an account, at once and without a step: for a law to look at. */
  look(accountId: string): Looked;
};

export type MemoryStorage = SyncStorage & {
  /** The process dies: its transactions leave nothing, give their locks back, and are never heard of again. */
  crash(): void;
};

export type Looked = {
  head: Head;
  /** By `noun|id`, folded texts as `note-text|id`. */
  rows: Rows;
  /** The version of a row, by `noun|id`. */
  versions: Map<string, number>;
  /** In the order of versions and, within one, of the device's stream. */
  log: NewLogEntry[];
  devices: Map<string, KnownDevice & { label: string }>;
};

export type Snapshot = ReadonlyMap<string, Contents>;

// Rows and arguments lie as JSON, so that nothing of them is shared.
type StoredRow = { noun: Noun; id: string; ver: number; json: string; digest: bigint };
type StoredText = { upto: number; update: string; digest: bigint };
type StoredStamp = { stamp: string; at: number };
type StoredDevice = KnownDevice & { label: string };
/** Without `json` once the arguments were dropped. */
type StoredEntry = Omit<NewLogEntry, "args"> & { json: string | null };
type Failures = { attempts: number; firstAt: number; lastAt: number };

type Contents = {
  head: Map<string, Head>;
  stamps: Map<string, StoredStamp>;
  rows: Map<string, StoredRow>;
  texts: Map<string, StoredText>;
  devices: Map<string, StoredDevice>;
  log: Map<string, StoredEntry>;
  failures: Map<string, Failures>;
  revisions: Map<string, Revision>;
};

const HEAD = "head";
const NOWHERE: Head = { version: 0, stamp: "", horizon: 0 };

type Wishes = {
  /** Where the stamps of versions come from. */
  random: (bytes: number) => Uint8Array;
  /** By which versions have their time. */
  clock?: () => number;
  /** In base64. */
  digestKey?: string;
  /** How much goes into a page at most; as on Postgres when it is left out. */
  pageBytes?: number;
};

export function memoryDatabase({
  random,
  clock = Date.now,
  digestKey = DIGEST_KEY,
  pageBytes = PAGE_BYTES,
}: Wishes): MemoryDatabase {
  let accounts = new Map<string, Account>();
  const processes: Set<Work>[] = [];

  function accountOf(accountId: string): Account {
    const account = accounts.get(accountId);
    if (!account) throw new Error("no such account");
    return account;
  }

  function endAll(works: Set<Work>): void {
    for (const work of works) work.end();
    works.clear();
  }

  return {
    addAccount: (accountId) => void accounts.set(accountId, new Account(digestKey, pageBytes)),

    connect(step = async () => {}) {
      const works = new Set<Work>();
      processes.push(works);
      const begin = (accountId: string, tick?: number) => {
        const work = new Work(accountOf(accountId), step, tick);
        works.add(work);
        return work;
      };
      const finish = (work: Work) => {
        work.end();
        works.delete(work);
      };

      return {
        async read(accountId, run) {
          await step("read");
          const work = begin(accountId, accountOf(accountId).tick);
          try {
            return await run(reads(work));
          } finally {
            finish(work);
          }
        },

        async write(accountId, run) {
          const work = begin(accountId);
          try {
            await work.turn("write");
            await work.lock();
            const { version, horizon } = work.head.get(HEAD) ?? NOWHERE;
            const at = { version: version + 1, stamp: Buffer.from(random(16)).toString("hex"), horizon };
            work.head.set(HEAD, at);
            work.stamps.set(String(at.version), { stamp: at.stamp, at: clock() });
            const done = await run({ ...reads(work), ...notes(work), ...writes(work, at.version) }, { ...at });
            await work.turn("commit");
            work.commit();
            return done;
          } finally {
            finish(work);
          }
        },

        async note(accountId, run) {
          const work = begin(accountId);
          try {
            await work.turn("note");
            const done = await run(notes(work));
            await work.turn("commit");
            work.commit();
            return done;
          } finally {
            finish(work);
          }
        },

        async tidy(accountId, run) {
          const work = begin(accountId);
          try {
            await work.turn("tidy");
            await work.lock();
            const done = await run(tidying(work));
            await work.turn("commit");
            work.commit();
            return done;
          } finally {
            finish(work);
          }
        },

        async accountsToTidy(until) {
          await step("accountsToTidy");
          return [...accounts].flatMap(([accountId, account]) => (account.isToTidy(until) ? [accountId] : []));
        },

        async versions(accountIds) {
          await step("versions");
          const known = accountIds.filter((accountId) => accounts.has(accountId));
          return new Map(known.map((accountId) => [accountId, accountOf(accountId).newestHead().version]));
        },

        isTransient: (error) => error instanceof Busy,
        crash: () => endAll(works),
      };
    },

    snapshot: () => new Map([...accounts].map(([accountId, account]) => [accountId, account.contents()])),

    restore(snapshot) {
      processes.forEach(endAll);
      accounts = new Map(
        [...snapshot].map(([accountId, contents]) => [accountId, new Account(digestKey, pageBytes, contents)]),
      );
    },

    look: (accountId) => accountOf(accountId).look(),
  };
}

/** What is committed of an account. */
class Account {
  /** Grows with each commit, whether it makes a version or not: the moment that a read is of. */
  tick = 0;
  readonly head = new Table<Head>();
  readonly stamps = new Table<StoredStamp>();
  readonly rows = new Table<StoredRow>();
  readonly texts = new Table<StoredText>();
  readonly devices = new Table<StoredDevice>();
  readonly log = new Table<StoredEntry>();
  readonly failures = new Table<Failures>();
  readonly revisions = new Table<Revision>();

  // Where to look for something. They only grow: what is found is always looked at itself.
  readonly rowsByVersion: Set<string>[] = [];
  readonly rowsByList = new Map<string, Set<string>>();
  readonly logByMid = new Map<string, Set<string>>();

  readonly openReads = new Set<Work>();
  holder: Work | null = null;
  readonly queue: { work: Work; enter: () => void }[] = [];

  readonly digestKey: string;
  readonly pageBytes: number;

  constructor(digestKey: string, pageBytes: number, contents?: Contents) {
    this.digestKey = digestKey;
    this.pageBytes = pageBytes;
    if (!contents) return;
    const fill = <V>(table: Table<V>, values: Map<string, V>) => {
      for (const [key, value] of values) table.set(key, value, 0, false);
    };
    fill(this.head, contents.head);
    fill(this.stamps, contents.stamps);
    fill(this.rows, contents.rows);
    fill(this.texts, contents.texts);
    fill(this.devices, contents.devices);
    fill(this.log, contents.log);
    fill(this.failures, contents.failures);
    fill(this.revisions, contents.revisions);
    for (const [key, row] of contents.rows) this.findRow(key, row);
    for (const [key, { mid }] of contents.log) this.findEntry(key, mid);
  }

  findRow(key: string, { noun, ver, json }: StoredRow): void {
    (this.rowsByVersion[ver] ??= new Set()).add(key);
    if (layouts[noun].lists.length === 0) return;
    const row = parsed(json);
    for (const index of layouts[noun].lists) addTo(this.rowsByList, `${noun}|${index}|${String(row[index])}`, key);
  }

  findEntry(key: string, mid: string): void {
    addTo(this.logByMid, mid, key);
  }

  newestHead(): Head {
    return this.head.at(HEAD, this.tick) ?? NOWHERE;
  }

  contents(): Contents {
    return {
      head: this.head.newest(),
      stamps: this.stamps.newest(),
      rows: this.rows.newest(),
      texts: this.texts.newest(),
      devices: this.devices.newest(),
      log: this.log.newest(),
      failures: this.failures.newest(),
      revisions: this.revisions.newest(),
    };
  }

  isToTidy({ deleted, received }: { deleted: number; received: number }): boolean {
    const { rows, log } = this.contents();
    return (
      [...rows.values()].some(({ noun, json }) => {
        if (noun !== "client" && noun !== "note") return false;
        const row = parsed(json);
        return isPurged(row) || isInBin(row, deleted);
      }) || [...log.values()].some((entry) => hasOldArguments(entry, received))
    );
  }

  look(): Looked {
    const { rows, texts, devices, log } = this.contents();
    const looked: Looked = { head: this.newestHead(), rows: new Map(), versions: new Map(), log: [], devices };
    for (const [key, { ver, json }] of rows) {
      looked.rows.set(key, parsed(json));
      looked.versions.set(key, ver);
    }
    for (const [id, { upto, update }] of texts) {
      looked.rows.set(`note-text|${id}`, { id, upto, update });
      looked.versions.set(`note-text|${id}`, upto);
    }
    const inOrder = [...log.values()].toSorted((a, b) => a.version - b.version || a.seq - b.seq);
    looked.log = inOrder.map(({ json, ...entry }) => ({ ...entry, args: json === null ? null : parsedArgs(json) }));
    return looked;
  }

  /** Whoever waits longest enters next. */
  unlock(): void {
    const next = this.queue.shift();
    this.holder = next?.work ?? null;
    next?.enter();
  }
}

/** One transaction. */
class Work {
  readonly account: Account;
  readonly head: View<Head>;
  readonly stamps: View<StoredStamp>;
  readonly rows: View<StoredRow>;
  readonly texts: View<StoredText>;
  readonly devices: View<StoredDevice>;
  readonly log: View<StoredEntry>;
  readonly failures: View<Failures>;
  readonly revisions: View<Revision>;
  readonly #step: (name: string) => Promise<void>;
  #isOver = false;

  /** `tick`: the moment it sees for good; without it, whatever is committed by then. */
  constructor(account: Account, step: (name: string) => Promise<void>, tick?: number) {
    this.account = account;
    this.#step = step;
    this.head = new View(account.head, tick);
    this.stamps = new View(account.stamps, tick);
    this.rows = new View(account.rows, tick);
    this.texts = new View(account.texts, tick);
    this.devices = new View(account.devices, tick);
    this.log = new View(account.log, tick);
    this.failures = new View(account.failures, tick);
    this.revisions = new View(account.revisions, tick);
    if (tick !== undefined) account.openReads.add(this);
  }

  /** Resolves when the next operation may happen; never, once the transaction is over. */
  async turn(name: string): Promise<void> {
    await this.#step(name);
    if (this.#isOver) await new Promise(() => {});
  }

  async lock(): Promise<void> {
    const { account } = this;
    if (!account.holder) account.holder = this;
    else await new Promise<void>((enter) => account.queue.push({ work: this, enter }));
  }

  async savepoint<T>(work: () => Promise<T>): Promise<{ done: T } | { broken: unknown }> {
    await this.turn("savepoint");
    const views = [this.rows, this.texts, this.devices, this.log, this.failures, this.revisions];
    for (const view of views) view.openSavepoint();
    try {
      const done = await work();
      for (const view of views) view.closeSavepoint(true);
      return { done };
    } catch (error) {
      if (error instanceof Busy) throw error;
      for (const view of views) view.closeSavepoint(false);
      return { broken: error };
    }
  }

  commit(): void {
    const { account } = this;
    const tick = ++account.tick;
    const keepsOld = account.openReads.size > 0;
    for (const key of new Set(this.rows.changed())) {
      const row = this.rows.get(key);
      if (row) account.findRow(key, row);
    }
    for (const key of new Set(this.log.changed())) {
      const entry = this.log.get(key);
      if (entry) account.findEntry(key, entry.mid);
    }
    const { head, stamps, rows, texts, devices, log, failures, revisions } = this;
    for (const view of [head, stamps, rows, texts, devices, log, failures, revisions]) view.commit(tick, keepsOld);
  }

  /** Over, committed or not. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { account } = this;
    account.openReads.delete(this);
    const waits = account.queue.findIndex(({ work }) => work === this);
    if (waits >= 0) account.queue.splice(waits, 1);
    if (account.holder === this) account.unlock();
  }
}

function reads(work: Work): SyncReads {
  const { account } = work;

  function headNow(): Head {
    return { ...(work.head.get(HEAD) ?? NOWHERE) };
  }

  /** Keys of rows that may be found under an index, and all that this transaction itself changed. */
  function* candidates(noun: Noun, index: string, value: string): Iterable<string> {
    yield* account.rowsByList.get(`${noun}|${index}|${value}`) ?? [];
    for (const key of work.rows.changed()) if (key.startsWith(`${noun}|`)) yield key;
  }

  function listed(noun: Noun, index: string, value: string): StoredRow[] {
    const found = new Map<string, StoredRow>();
    for (const key of candidates(noun, index, value)) {
      const row = work.rows.get(key);
      if (row && parsed(row.json)[index] === value) found.set(key, row);
    }
    return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Everything of the versions after one, in the order of a page. */
  function after(version: number): RowChange[] {
    const keys = new Set(work.rows.changed());
    for (const set of account.rowsByVersion.slice(version + 1)) for (const key of set ?? []) keys.add(key);
    const changes: Found[] = [];
    for (const key of keys) {
      const row = work.rows.get(key);
      if (row && row.ver > version) changes.push({ noun: row.noun, id: row.id, version: row.ver, json: row.json });
    }
    for (const id of new Set(work.texts.keys())) {
      const text = work.texts.get(id);
      if (text && text.upto > version) {
        changes.push(foundText(id, text));
      }
    }
    return changes.toSorted(byPlace).map(({ json, ...change }) => ({ ...change, row: parsed(json) }));
  }

  function everyRow(): StoredRow[] {
    return [...new Set(work.rows.keys())].flatMap((key) => work.rows.get(key) ?? []);
  }

  /** Everything of these nouns that has a digest, with its bucket. */
  function compared(nouns: readonly string[]): { found: Found; bucket: number; digest: bigint }[] {
    const rows = everyRow()
      .filter(({ noun }) => nouns.includes(noun))
      .map(({ noun, id, ver, json, digest }) => {
        return { found: { noun, id, version: ver, json }, bucket: bucketOf(noun, id, parsed(json)), digest };
      });
    if (!nouns.includes("note-update")) return rows;
    const texts = [...new Set(work.texts.keys())].flatMap((id) => {
      const text = work.texts.get(id);
      return text?.digest
        ? [{ found: foundText(id, text), bucket: bucketOf("note-text", id, {}), digest: text.digest }]
        : [];
    });
    return [...rows, ...texts];
  }

  return {
    async head() {
      await work.turn("head");
      return headNow();
    },

    async stampOf(version) {
      await work.turn("stampOf");
      return work.stamps.get(String(version))?.stamp ?? "";
    },

    async device(id) {
      await work.turn("device");
      const device = work.devices.get(id);
      if (!device) return null;
      const { label: _, ...known } = device;
      return known;
    },

    async deviceLabels() {
      await work.turn("deviceLabels");
      const ids = [...new Set(work.devices.keys())];
      return Object.fromEntries(ids.flatMap((id) => [[id, work.devices.get(id)?.label ?? ""]]));
    },

    async logOf(deviceId, seqs) {
      await work.turn("logOf");
      return [...new Set(seqs)].flatMap((seq) => entryOf(work.log.get(`${deviceId}|${seq}`)));
    },

    async firstDecisions(mids) {
      await work.turn("firstDecisions");
      const wanted = new Set(mids);
      const keys = new Set([...wanted].flatMap((mid) => [...(account.logByMid.get(mid) ?? [])]));
      for (const key of work.log.changed()) keys.add(key);
      return [...keys]
        .flatMap((key) => entryOf(work.log.get(key)))
        .filter(({ mid, status }) => wanted.has(mid) && status !== "duplicate");
    },

    async get<N extends Noun>(noun: N, id: string) {
      await work.turn("get");
      const row = work.rows.get(`${noun}|${id}`);
      return row && (parsed(row.json) as Row<N>); // put at this noun's place
    },

    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      await work.turn("list");
      return listed(noun, index, value).map(({ json }) => parsed(json) as Row<N>); // put for this noun
    },

    async text(noteId) {
      await work.turn("text");
      const folded = work.texts.get(noteId);
      return [...(folded ? [folded.update] : []), ...looseOf(work, noteId).map(updateIn)];
    },

    async revisions(noteId) {
      await work.turn("revisions");
      return revisionsOf(work, noteId).map(({ id, at, device, reason }) => ({ id, at, device, reason }));
    },

    async revision(id) {
      await work.turn("revision");
      return work.revisions.get(id) ?? null;
    },

    async page(version) {
      await work.turn("page");
      const changes: RowChange[] = [];
      let bytes = 0;
      for (const change of after(version)) {
        if (bytes > account.pageBytes) return { changes, cut: true };
        if (changes.length > PAGE_ROWS) break;
        bytes += JSON.stringify(change.row).length;
        changes.push(change);
      }
      return { changes, cut: bytes > account.pageBytes };
    },

    async rowsOf(version) {
      await work.turn("rowsOf");
      return after(version - 1).filter((change) => change.version === version);
    },

    async rowsAt(places) {
      if (places.length === 0) return [];
      await work.turn("rowsAt");
      const keys = new Set(places.map(({ noun, id }) => `${noun}|${id}`));
      return [...keys].flatMap((key) => {
        const row = work.rows.get(key);
        return row ? [{ noun: row.noun, id: row.id, version: row.ver, row: parsed(row.json) }] : [];
      });
    },

    digestKey: () => account.digestKey,

    async digests(nouns) {
      await work.turn("digests");
      const sums = Array.from({ length: BUCKETS }, () => 0n);
      for (const { bucket, digest } of compared(nouns)) sums[bucket] = (sums[bucket] ?? 0n) ^ digest;
      return sums;
    },

    async bucket(bucket, nouns) {
      await work.turn("bucket");
      return compared(nouns)
        .filter((one) => one.bucket === bucket)
        .map(({ found: { json, ...change } }) => ({ ...change, row: parsed(json) }))
        .filter(({ row }) => !isPurged(row));
    },

    async bin(until, most) {
      await work.turn("bin");
      return (["client", "note"] as const).flatMap((noun) =>
        everyRow()
          .filter((row) => row.noun === noun && isInBin(parsed(row.json), until))
          .slice(0, most)
          .map(({ id, json }) => ({ noun, id, deletedAt: Number(parsed(json)["deletedAt"]) })),
      );
    },

    async devicesSeen(since) {
      await work.turn("devicesSeen");
      return [...new Set(work.devices.keys())].flatMap((id) => {
        const device = work.devices.get(id);
        if (!device || device.revokedAt !== null || device.lastSeenAt < since) return [];
        return [{ id, cursorVersion: device.cursorVersion }];
      });
    },

    async versionBy(moment) {
      await work.turn("versionBy");
      const versions = [...new Set(work.stamps.keys())].filter((version) => {
        const stamp = work.stamps.get(version);
        return stamp !== undefined && stamp.at <= moment;
      });
      return Math.max(0, ...versions.map(Number));
    },
  };
}

function tidying(work: Work): SyncTidying {
  const moveHorizon = (to: number) =>
    work.head.change(HEAD, (head = NOWHERE) => ({ ...head, horizon: Math.max(head.horizon, to) }));

  return {
    async removeTombstones(through, most) {
      await work.turn("removeTombstones");
      const buried = [...new Set(work.rows.keys())].flatMap((key) => {
        const row = work.rows.get(key);
        return row && row.ver <= through && isPurged(parsed(row.json)) ? [{ key, ...row }] : [];
      });
      const versions = [...new Set(buried.map(({ ver }) => ver))].toSorted((a, b) => a - b);
      const last = versions.slice(0, most).at(-1);
      if (last === undefined) return null;
      moveHorizon(last);
      for (const { key, noun, id, ver } of buried) {
        if (ver > last) continue;
        work.rows.set(key, undefined);
        if (noun === "note") work.texts.set(id, undefined);
      }
      return last;
    },

    async thinVersions(below, until, most) {
      await work.turn("thinVersions");
      const old = [...new Set(work.stamps.keys())]
        .filter((version) => Number(version) < below && (work.stamps.get(version)?.at ?? Infinity) <= until)
        .toSorted((a, b) => Number(a) - Number(b))
        .slice(0, most);
      const last = old.at(-1);
      if (last === undefined) return null;
      moveHorizon(Number(last) + 1);
      for (const version of old) work.stamps.set(version, undefined);
      return Number(last);
    },

    async dropArguments(until, most) {
      await work.turn("dropArguments");
      const old = [...new Set(work.log.keys())].filter((key) => {
        const entry = work.log.get(key);
        return entry && hasOldArguments(entry, until);
      });
      for (const key of old.slice(0, most)) work.log.change(key, (entry) => entry && { ...entry, json: null });
      return Math.min(old.length, most);
    },

    async forgetFailures(until) {
      await work.turn("forgetFailures");
      for (const key of new Set(work.failures.keys())) {
        if ((work.failures.get(key)?.lastAt ?? Infinity) <= until) work.failures.set(key, undefined);
      }
    },
  };
}

function notes(work: Work): SyncNotes {
  return {
    async keepDevice(id, { label, ...told }) {
      await work.turn("keepDevice");
      const unknown = { ...NEW_DEVICE, label };
      work.devices.change(id, (before) => ({ ...(before ?? unknown), ...told }));
    },

    async revokeDevice(id, now) {
      await work.turn("revokeDevice");
      work.devices.change(id, (before) => before && { ...before, revokedAt: now });
    },

    async failures(deviceId, seq) {
      await work.turn("failures");
      const known = work.failures.get(`${deviceId}|${seq}`);
      return known ? { attempts: known.attempts, firstAt: known.firstAt } : null;
    },

    async countFailure(deviceId, seq, now, attempts) {
      await work.turn("countFailure");
      work.failures.change(`${deviceId}|${seq}`, (before) => ({
        attempts: (before?.attempts ?? 0) + attempts,
        firstAt: before?.firstAt ?? now,
        lastAt: now,
      }));
    },
  };
}

function writes(work: Work, version: number): Omit<SyncWrites, keyof SyncReads | keyof SyncNotes> {
  return {
    savepoint: (run) => work.savepoint(run),

    async put(rows) {
      for (const noun of new Set(rows.map((row) => row.noun))) {
        await work.turn("put");
        const own = rows.filter((row) => row.noun === noun);
        for (const { id, row } of own) {
          const json = JSON.stringify(row);
          const isGone = isPurged(row);
          const digest = isGone ? 0n : digestOf(work.account.digestKey, noun, id, version, parsed(json));
          work.rows.set(`${noun}|${id}`, { noun, id, ver: version, json, digest });
          if (noun === "note" && isGone)
            work.texts.change(id, (text) => text && { ...text, update: NO_WORDS, digest: 0n });
          if (noun === "note" && isGone)
            for (const revision of revisionsOf(work, id)) work.revisions.set(revision.id, undefined);
        }
        for (const { row } of own) {
          const fields: Record<string, unknown> = row;
          for (const [field, parent] of PARENTS) {
            const id = fields[field];
            if (noun === "measurement" && parent === "note") continue; // it stays when its note goes
            if (typeof id === "string" && !work.rows.get(`${parent}|${id}`))
              throw new Error(`${noun} without its ${parent}`);
          }
        }
      }
    },

    async log(entries) {
      await work.turn("log");
      for (const { args, ...entry } of entries) {
        const key = `${entry.deviceId}|${entry.seq}`;
        if (work.log.get(key)) throw new Error("logged before");
        if (!work.devices.get(entry.deviceId)) throw new Error("logged of no device");
        work.log.set(key, { ...entry, json: JSON.stringify(args) });
      }
    },

    async textSizes(noteIds) {
      if (noteIds.length === 0) return [];
      await work.turn("textSizes");
      return noteIds.flatMap((noteId) => {
        const updates = looseOf(work, noteId).map(updateIn);
        if (updates.length === 0) return [];
        const letters = [work.texts.get(noteId)?.update ?? "", ...updates].join("").length;
        return [{ noteId, updates: updates.length, bytes: Math.floor((letters * 3) / 4) }];
      });
    },

    async loose(noteId, most) {
      await work.turn("loose");
      const all = looseOf(work, noteId);
      const upto = all[Math.min(most, all.length) - 1]?.ver ?? 0;
      const updates = all.filter(({ ver }) => ver <= upto).map(updateIn);
      return { folded: work.texts.get(noteId)?.update ?? null, updates, upto };
    },

    async keepRevision(revision) {
      await work.turn("keepRevision");
      if (!work.rows.get(`note|${revision.noteId}`)) throw new Error("a revision without its note");
      work.revisions.change(revision.id, (before) => before ?? revision);
    },

    async dropRevisions(ids) {
      await work.turn("dropRevisions");
      for (const id of ids) work.revisions.set(id, undefined);
    },

    async fold(noteId, upto, update) {
      await work.turn("fold");
      let digest = work.texts.get(noteId)?.digest ?? 0n;
      for (const row of looseOf(work, noteId)) {
        if (row.ver > upto) continue;
        digest ^= row.digest;
        work.rows.set(`${row.noun}|${row.id}`, undefined);
      }
      work.texts.set(noteId, { upto, update, digest });
    },
  };
}

/** The earlier texts of a note, newest first. */
function revisionsOf({ revisions }: Work, noteId: string): Revision[] {
  return [...new Set(revisions.keys())]
    .flatMap((id) => revisions.get(id) ?? [])
    .filter((revision) => revision.noteId === noteId)
    .toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** The loose updates of a note, oldest first. */
function looseOf({ account, rows }: Work, noteId: string): StoredRow[] {
  return [...new Set([...(account.rowsByList.get(`note-update|noteId|${noteId}`) ?? []), ...rows.changed()])]
    .flatMap((key) => rows.get(key) ?? [])
    .filter(({ noun, json }) => noun === "note-update" && parsed(json)["noteId"] === noteId)
    .toSorted((a, b) => a.ver - b.ver || (a.id < b.id ? -1 : 1));
}

const PARENTS = [
  ["clientId", "client"],
  ["noteId", "note"],
] as const;

const NEW_DEVICE: KnownDevice = {
  lastSeq: 0,
  cursorVersion: 0,
  pendingReported: 0,
  lastSeenAt: 0,
  forkedAt: null,
  revokedAt: null,
};

type Found = Omit<RowChange, "row"> & { json: string };

function foundText(id: string, { upto, update, digest }: StoredText): Found {
  return {
    noun: "note-text",
    id,
    version: upto,
    json: JSON.stringify({ update, upto, id }),
    digest: digestHex(digest),
  };
}

const DIGEST_KEY = Buffer.alloc(32, 5).toString("base64");

/** What WebCrypto does on a device, at once. `key` in base64; 16 hexadecimal digits. */
export function plainDigest(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("hex").slice(0, 16);
}

function digestOf(key: string, noun: string, id: string, version: number, row: Record<string, unknown>): bigint {
  return BigInt.asIntN(64, BigInt(`0x${plainDigest(key, digestText(noun, id, version, row))}`));
}

function isInBin(row: Record<string, unknown>, until: number): boolean {
  return typeof row["deletedAt"] === "number" && row["deletedAt"] <= until && !isPurged(row);
}

function hasOldArguments({ json, status, receivedAt }: StoredEntry, until: number): boolean {
  return json !== null && status !== "quarantined" && receivedAt <= until;
}

function byPlace(a: Found, b: Found): number {
  if (a.version !== b.version) return a.version - b.version;
  if (a.noun !== b.noun) return a.noun < b.noun ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function entryOf(stored: StoredEntry | undefined): LogEntry[] {
  if (!stored) return [];
  const { deviceId, seq, mid, name, argsV, argsHash, status, code, version } = stored;
  return [{ deviceId, seq, mid, name, argsV, argsHash, status, code, version }];
}

function updateIn({ json }: StoredRow): string {
  return String(parsed(json)["update"]);
}

function parsedArgs(json: string): unknown {
  return JSON.parse(json);
}

/** Every stored row was an object. */
function parsed(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}

function addTo(index: Map<string, Set<string>>, at: string, key: string): void {
  const set = index.get(at);
  if (set) set.add(key);
  else index.set(at, new Set([key]));
}
