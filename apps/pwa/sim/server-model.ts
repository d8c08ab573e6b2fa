import type { NewLogEntry } from "@cliently/api/sync/storage";

import { AGAIN } from "@cliently/api/sync/decide";

import { difference, isEqual } from "./equal.ts";
import type { Verdicts } from "./laws.ts";
import { runOn, type AnyRow, type Base } from "./reference.ts";
import type { ServerCommit } from "./server.ts";
import { docOf, wordsIn } from "./words.ts";

/** A time may be ahead of the server's by this much, in ms: clocks are read over a slow line. */
const AHEAD_MS = 2 * 60_000;

/** What an account must look like on the server, from its log alone; and what it looked like at every version. */
export type ServerModel = {
  readonly head: number;
  readonly stamps: ReadonlyMap<number, string>;
  readonly decisions: ReadonlyMap<string, NewLogEntry>;
  readonly log: readonly NewLogEntry[];
  /** Whether a decision was ever given, in this history or one that a backup took back. */
  wasDecided(mid: string): boolean;
  /** The row of a place as of a version. */
  asOf(place: string, version: number): { version: number; row: AnyRow } | undefined;
  placesOf(version: number): readonly string[];
  places(): Iterable<string>;
  /** All updates of a note's text up to a version, folded or not. */
  textAt(noteId: string, version: number): string[];
  /** Takes in what was committed. Resolves before the next event. */
  commit(commit: ServerCommit): void;
  /** The database has gone back to a version. */
  goBackTo(version: number): void;
};

type Kept = { version: number; row: AnyRow };

export function aServerModel({ hold, meet }: Verdicts, now: () => number): ServerModel {
  const history = new Map<string, Kept[]>();
  const byVersion = new Map<number, string[]>();
  const stamps = new Map<number, string>();
  const decisions = new Map<string, NewLogEntry>();
  const everDecided = new Set<string>();
  const lastSeq = new Map<string, number>();
  let log: NewLogEntry[] = [];
  let head = 0;
  let last: Promise<unknown> = Promise.resolve();

  const newest = (place: string) => history.get(place)?.at(-1)?.row;
  const base: Base = {
    get: (noun, id) => newest(`${noun}|${id}`),
    *list(noun, index, value) {
      for (const [place, kept] of history) {
        const row = kept.at(-1)?.row;
        if (row && place.startsWith(`${noun}|`) && row[index] === value) yield row;
      }
    },
  };

  async function take({ version, stamp, puts, log: entries, folds }: ServerCommit): Promise<void> {
    hold("L13", version === head + 1, () => `version ${version} came after ${head}`);
    hold("L13", entries.length > 0, () => `version ${version} stands for nothing in the log`);
    head = version;
    stamps.set(version, stamp);
    const written = new Map<string, AnyRow>();
    for (const entry of entries) {
      const before = lastSeq.get(entry.deviceId) ?? 0;
      hold("L3", entry.seq === before + 1, () => `${entry.deviceId} logged ${entry.seq} after ${before}`);
      lastSeq.set(entry.deviceId, entry.seq);
      log.push(entry);
      hold("L16", entry.madeAt <= entry.receivedAt + AHEAD_MS, () => `${entry.mid} was made in the future`);
      const known = decisions.get(entry.mid);
      if (entry.status === "duplicate") {
        hold("L2", known !== undefined, () => `${entry.mid} is called a duplicate and never came before`);
        meet("duplicates");
        continue;
      }
      hold(
        "L2",
        known === undefined,
        () => `${entry.name} ${entry.mid} took effect twice: ${known?.version} and ${version}`,
      );
      decisions.set(entry.mid, entry);
      everDecided.add(entry.mid);
      if (entry.status === "quarantined") {
        meet("quarantined");
        continue;
      }
      if (entry.status === "refused") meet("refused");
      if (entry.name === "nothing") continue;
      // Known only from all the texts of a note, which are no rows of the mutation's.
      if (entry.code === "text-too-long" || entry.code === "words-missing") continue;
      const again = entry.code === AGAIN;
      const made = { mid: entry.mid, device: entry.deviceId, at: entry.madeAt, again };
      const { outcome, puts: own } = await runOn(base, written, entry.name, { v: entry.argsV, args: entry.args }, made);
      const code = outcome.status === "refused" ? outcome.reason : null;
      hold(
        "L4",
        again || (outcome.status === entry.status && code === entry.code),
        () => `the log says ${entry.status} ${entry.code} of a ${entry.name} that is ${outcome.status} ${code}`,
      );
      for (const [place, row] of own) written.set(place, row);
    }
    const put = new Map(puts.map(({ noun, id, row }) => [`${noun}|${id}`, row as AnyRow]));
    for (const [place, row] of put) {
      hold("L13", entries.length > 0 && written.has(place), () => `${place} was written and no mutation explains it`);
      hold("L4", isEqual(row, written.get(place)), () => `${place}: ${difference(row, written.get(place))}`);
    }
    for (const [place, row] of written) {
      hold("L4", put.has(place), () => `${place} was not written: ${JSON.stringify(row)}`);
      const kept = history.get(place);
      if (kept) kept.push({ version, row });
      else history.set(place, [{ version, row }]);
    }
    byVersion.set(version, [...written.keys()]);
    for (const { noteId, upto, update } of folds) {
      meet("folds");
      const all = docOf(model.textAt(noteId, upto));
      const folded = docOf([update]);
      hold("L4", wordsIn(all) === wordsIn(folded), () => `folding ${noteId} up to ${upto} changed its words`);
    }
  }

  const model: ServerModel = {
    get head() {
      return head;
    },
    stamps,
    decisions,
    get log() {
      return log;
    },
    wasDecided: (mid) => everDecided.has(mid),
    asOf: (place, version) => history.get(place)?.findLast((kept) => kept.version <= version),
    placesOf: (version) => byVersion.get(version) ?? [],
    places: () => history.keys(),
    textAt(noteId, version) {
      const updates: string[] = [];
      for (const [place, kept] of history) {
        const first = kept[0];
        if (!first || first.version > version || !place.startsWith("note-update|")) continue;
        if (first.row["noteId"] === noteId) updates.push(String(first.row["update"]));
      }
      return updates;
    },
    commit(commit) {
      last = last
        .then(() => take(commit))
        .catch((error: unknown) => {
          hold("L4", false, () => `the log cannot be folded at ${now()}: ${String(error)}`);
        });
    },
    goBackTo(version) {
      head = version;
      log = log.filter((entry) => entry.version <= version);
      for (const [mid, entry] of decisions) if (entry.version > version) decisions.delete(mid);
      lastSeq.clear();
      for (const entry of log) lastSeq.set(entry.deviceId, entry.seq);
      for (const at of stamps.keys()) {
        if (at <= version) continue;
        stamps.delete(at);
        byVersion.delete(at);
      }
      for (const [place, kept] of history) {
        const left = kept.filter((one) => one.version <= version);
        if (left.length) history.set(place, left);
        else history.delete(place);
      }
    },
  };
  return model;
}

/** The noun and id of a place. */
export function partsOf(place: string): { noun: string; id: string } {
  const at = place.indexOf("|");
  return { noun: place.slice(0, at), id: place.slice(at + 1) };
}
