import { layouts, nounNames } from "@cliently/api/domain/layout";
import type { Noun } from "@cliently/api/domain/store";

import type { CacheMeta, CanonicalRow, JournalRow, OutboxRow, TextRow, ViewRow } from "../src/local/local-database.ts";
import type { Commit, MemoryDisk, Reach } from "../src/testing/memory-database.ts";
import { plainSealer, type Browser } from "./browser.ts";
import { difference, isEqual } from "./equal.ts";
import type { Verdicts } from "./laws.ts";
import { runOn, type AnyRow, type Base } from "./reference.ts";
import { partsOf, type ServerModel } from "./server-model.ts";
import { docOf, wordsIn } from "./words.ts";

/** A mutation that was committed in a box, as this side of the law saw it. */
export type Committed = { mid: string; name: string; args: unknown; argsText: string; madeAt: number };
type Body = { name: string; v: number; args: unknown; madeAt: number; offset?: number | null };

/** What the laws know of one account in one browser. */
export type DeviceModel = {
  /** Every body that a waiting row ever had, by mid: a view may still show the one before. */
  bodies: ReadonlyMap<string, unknown[]>;
  /** Every mutation that was ever complete in this box, by mid. */
  readonly committed: ReadonlyMap<string, Committed>;
  /** Whether arguments were ever complete in this box. */
  hasCommitted(args: unknown): boolean;
  heard(commit: Commit): void;
  /** The cache was taken away: it begins anew. */
  cacheIsGone(): void;
  /** The power was cut: the cache is what it was a while ago. */
  cacheIsOld(): void;
  readonly isOld: boolean;
  state(): CacheMeta | undefined;
  waiting(): { seq: number; mid: string; sent: 0 | 1; body: Body }[];
  /** A row as the screens show it. */
  shown(noun: Noun, id: string): AnyRow | undefined;
  shownAll(noun: Noun): AnyRow[];
  /** Updates of a note as the screens show it. */
  shownText(noteId: string): string[];
  /** Everything, against the server as of the cursor, and the view against what waits. For a quiet moment. */
  checkAll(): Promise<void>;
  /** What of an act is kept aside in this box. */
  aside(): Body[];
};

export function aDeviceModel(
  browser: Browser,
  accountId: string,
  server: ServerModel,
  verdicts: Verdicts,
  original?: DeviceModel,
): DeviceModel {
  const { hold, meet } = verdicts;
  const sealer = plainSealer(accountId);
  const committed = new Map<string, Committed>();
  const argsTexts = new Set<string>();
  const bodies = new Map<string, unknown[]>(original?.bodies);
  const highest = new Map<string, number>();
  let fenceOwner: Reach | undefined;
  let wasCut = false;
  /** The last version at which it had everything. */
  let wholeAt = 0;
  let ackedChecked = { device: "", seq: 0 };

  const disk = (): MemoryDisk => browser.disk;
  const rowsOf = (kind: "box" | "cache", table: string) => disk().committed(kind, accountId, table);
  const open = (place: string, sealed: unknown) => sealer.openNow(place, sealed as Uint8Array<ArrayBuffer>); // what was put there sealed
  const bodyOf = ({ mid, sealed }: Pick<OutboxRow, "mid" | "sealed">) => open(`outbox|${mid}`, sealed) as Body;
  const together = (noun: string, row: AnyRow): AnyRow => ({
    ...(open(`${noun}|${String(row["id"])}`, row["sealed"]) as object),
    ...Object.fromEntries(Object.keys(layouts[noun as Noun].open).map((field) => [field, row[field]])), // only tables of nouns
    id: row["id"],
  });
  const state = () => disk().find("cache", accountId, "meta", "state") as CacheMeta | undefined;
  const boxDevice = () =>
    disk().find("box", accountId, "meta", "device") as { id: string; nextSeq: number } | undefined;
  const waiting = () =>
    (rowsOf("box", "outbox") as unknown as OutboxRow[]).map((row) => ({ ...row, body: bodyOf(row) })); // rows of that table
  /** What this cache does not know to be decided although it went up: after a restored backup it goes up again. */
  const goingAgain = ({ device, ackedSeq, isWhole }: CacheMeta) => {
    const inBox = new Set((rowsOf("box", "outbox") as unknown as OutboxRow[]).map(({ seq }) => seq)); // rows of that table
    if ((boxDevice()?.nextSeq ?? 1) - 1 - ackedSeq <= inBox.size) return [];
    const gone = rowsOf("box", "journal") as unknown as JournalRow[]; // rows of that table
    return gone
      .filter((row) => isWhole && row.device === device && row.at > ackedSeq && !inBox.has(row.at))
      .map((row) => ({ ...row, seq: row.at, body: bodyOf(row) }));
  };
  const acked = () => {
    const now = state();
    return now && now.device === boxDevice()?.id ? now.ackedSeq : 0;
  };

  const canonical: Base = {
    get(noun, id) {
      const row = disk().find("cache", accountId, noun, id);
      return row && together(noun, row);
    },
    *list(noun, index, value) {
      for (const row of rowsOf("cache", noun)) if (row[index] === value) yield together(noun, row);
    },
  };

  // ── the box ─────────────────────────────────────────────────────────────────────────────────────────────────────
  function boxChanged({ changes }: Commit): void {
    const outbox = changes.get("outbox");
    if (!outbox) return;
    const device = boxDevice();
    for (const { before, after } of outbox.values()) {
      const [old, row] = [before as OutboxRow | undefined, after as OutboxRow | undefined]; // rows of that table
      if (row && (!old || old.sealed !== row.sealed || old.mid !== row.mid)) {
        const body = bodyOf(row);
        const argsText = JSON.stringify(body.args);
        committed.set(row.mid, { mid: row.mid, name: body.name, args: body.args, argsText, madeAt: timeOf(body) });
        argsTexts.add(argsText);
        bodies.set(row.mid, [...(bodies.get(row.mid) ?? []), body.args]);
        if (old && old.mid === row.mid) {
          hold("L2", old.sent === 0, () => `${browser.name}: ${row.mid} was changed after it may have left`);
          meet("coalesced");
        }
      }
      if (row && !old && device) {
        hold(
          "L3",
          row.seq < device.nextSeq,
          () => `${browser.name}: seq ${row.seq} is not below nextSeq ${device.nextSeq}`,
        );
        if (row.seq > (highest.get(device.id) ?? 0)) highest.set(device.id, row.seq);
      }
      if (old && (!row || row.mid !== old.mid)) left(old);
    }
    if (device) hold("L3", device.nextSeq > (highest.get(device.id) ?? 0), () => `${browser.name}: nextSeq went back`);
  }

  /** A row is no longer in its place: it went to the server, aside, or to another place. */
  function left(gone: OutboxRow): void {
    const { mid, seq } = gone;
    const rows = rowsOf("box", "outbox") as unknown as OutboxRow[]; // rows of that table
    if (rows.some((row) => row.mid === mid)) return meet("restamped");
    // A copy of the profile may have sent less under that mid, so the same edit goes on under another.
    const own = bodyOf(gone);
    const isAgain = (row: OutboxRow) => JSON.stringify(bodyOf(row).args) === JSON.stringify(own.args);
    if (own.name === "note.edit" && rows.some(isAgain)) {
      committed.delete(mid);
      return meet("restamped");
    }
    const decision = server.decisions.get(mid);
    hold(
      "L1",
      server.wasDecided(mid),
      () => `${browser.name}: ${mid} left the box at ${seq} and the server has no decision`,
    );
    hold("L19", server.wasDecided(mid), () => `${browser.name}: ${mid} was deleted from the box without a decision`);
    if (decision?.status !== "refused" && decision?.status !== "quarantined") return;
    const aside = disk().find("box", accountId, "quarantine", mid);
    hold("L1", aside !== undefined, () => `${browser.name}: ${mid} was ${decision.status} and is not kept aside`);
  }

  // ── the cache ───────────────────────────────────────────────────────────────────────────────────────────────────
  function cacheChanged(commit: Commit): void {
    const told = commit.changes.get("meta")?.get("state");
    if (!told) return;
    const before = told.before as CacheMeta | undefined; // the one row of that table
    const after = told.after as CacheMeta | undefined;
    if (!after) return;
    if (before?.fence !== after.fence) {
      if (fenceOwner && fenceOwner !== commit.by) meet("leads taken over");
      fenceOwner = commit.by;
    }
    const moved = before?.cursor?.version !== after.cursor?.version || before?.cursor?.stamp !== after.cursor?.stamp;
    if (moved) {
      if (after.isWhole) wasCut = false;
      cursorMoved(commit, before, after);
    }
    // A view begun for another stream says nothing of this one.
    if (after.device === boxDevice()?.id) {
      if (before) foreseen(commit, before, after);
      ackedMoved(after);
      if (commit.changes.has("view") || before?.viewSeq !== after.viewSeq) void checkView(after, false);
    }
  }

  function cursorMoved(commit: Commit, before: CacheMeta | undefined, after: CacheMeta): void {
    hold("L18", commit.by === fenceOwner, () => `${browser.name}: a deposed tab moved the cursor`);
    const [from, to] = [before?.cursor?.version ?? 0, after.cursor?.version ?? 0];
    // A place in the middle of pages may be the same in two histories, while the place at which they began is not.
    const isBack = !after.cursor && before !== undefined && !before.isWhole;
    const sameHistory = !isBack && (!before?.cursor || (server.stamps.get(from) ?? "") === before.cursor.stamp);
    if (sameHistory) hold("L6", to >= from, () => `${browser.name}: the cursor went from ${from} to ${to}`);
    else meet("resets");
    if (!after.cursor) return;
    // Between the restore of a backup and this moment, what it says is of the other history.
    if ((server.stamps.get(to) ?? "") !== after.cursor.stamp) return;

    for (const noun of nounNames) {
      for (const [id, { after: row }] of commit.changes.get(noun) ?? []) {
        if (row) checkRow(noun, String(id), row);
        else if (noun === "note-update") checkFolded(String(id), to);
        else if (sameHistory) hold("L19", false, () => `${browser.name}: ${noun}|${id} was dropped`);
      }
    }
    for (const { after: row } of commit.changes.get("text")?.values() ?? [])
      if (row) checkText(row as unknown as TextRow);
    // Between two pages a row is missing that was changed again later: it comes with the version of its last change.
    wholeAt = sameHistory ? Math.min(wholeAt, from) : 0;
    if (!after.isWhole) return meet("pages");
    for (let version = wholeAt + 1; version <= to; version++)
      for (const place of server.placesOf(version)) checkPresent(place, to);
    wholeAt = to;
  }

  function checkRow(noun: Noun, id: string, row: AnyRow): void {
    const { ver } = row as CanonicalRow; // a row of a noun's table
    const place = `${noun}|${id}`;
    const expected = server.asOf(place, ver);
    hold("L12", expected !== undefined, () => `${browser.name}: ${place} is not of this account`);
    if (!expected) return;
    const own = together(noun, row);
    hold(
      "L5",
      expected.version === ver && isEqual(own, expected.row),
      () => `${browser.name}: ${place} at ${ver}/${expected.version}: ${difference(own, expected.row)}`,
    );
  }

  function checkFolded(id: string, version: number): void {
    const kept = server.asOf(`note-update|${id}`, version);
    const text = kept && textOf(String(kept.row["noteId"]));
    if (kept)
      hold("L5", (text?.upto ?? 0) >= kept.version, () => `${browser.name}: update ${id} was dropped, in no text`);
  }

  function textOf(noteId: string): TextRow | undefined {
    return disk().find("cache", accountId, "text", noteId) as TextRow | undefined; // a row of that table
  }

  function checkText({ id, upto, sealed }: TextRow): void {
    const { update } = open(`note-text|${id}`, sealed) as { update: string };
    const [own, expected] = [wordsIn(docOf([update])), wordsIn(docOf(server.textAt(id, upto)))];
    hold("L5", own === expected, () => `${browser.name}: the folded text of ${id} up to ${upto} has other words`);
  }

  function checkPresent(place: string, version: number): void {
    const { noun, id } = partsOf(place);
    const expected = server.asOf(place, version);
    if (!expected) return;
    const row = disk().find("cache", accountId, noun, id) as CanonicalRow | undefined; // a row of a noun's table
    const isFolded = noun === "note-update" && (textOf(String(expected.row["noteId"]))?.upto ?? 0) >= expected.version;
    hold(
      "L5",
      isFolded || (row !== undefined && row.ver >= expected.version),
      () =>
        `${browser.name}: ${place} of version ${expected.version} is not there at ${version} (${row?.ver ?? "nothing"})`,
    );
  }

  /** What is acknowledged is no longer shown from the box: the rows must be there already. */
  function ackedMoved(after: CacheMeta): void {
    const from = ackedChecked.device === after.device ? ackedChecked.seq : 0;
    if (after.ackedSeq <= from) return;
    ackedChecked = { device: after.device, seq: after.ackedSeq };
    for (const entry of server.log) {
      if (entry.deviceId !== after.device || entry.seq <= from || entry.seq > after.ackedSeq) continue;
      const version = after.cursor?.version ?? 0;
      hold(
        "L8",
        entry.version <= version || (server.stamps.get(version) ?? "") !== after.cursor?.stamp,
        () =>
          `${browser.name}: seq ${entry.seq} counts as acknowledged at ${version}, its effect came with ${entry.version}`,
      );
    }
  }

  /** What nobody else had a hand in looks as this device said that it would. */
  function foreseen(commit: Commit, before: CacheMeta, after: CacheMeta): void {
    const [from, to] = [before.cursor?.version ?? 0, after.cursor?.version ?? 0];
    if (to <= from || before.device !== after.device || before.ackedSeq >= after.ackedSeq) return;
    if (before.viewSeq < after.ackedSeq || !before.isWhole) return; // not all of it was painted yet, or on half of the rows
    if ((server.stamps.get(to) ?? "") !== after.cursor?.stamp) return;
    const isNew = ({ deviceId, seq }: { deviceId: string; seq: number }) =>
      deviceId === after.device && seq > before.ackedSeq && seq <= after.ackedSeq;
    const entries = server.log.filter((entry) => (entry.version > from && entry.version <= to) || isNew(entry));
    const isOwn = entries.every(
      ({ deviceId, status, code, mid, madeAt, version }) =>
        deviceId === after.device &&
        version > from &&
        status === "applied" &&
        !code &&
        committed.get(mid)?.madeAt === madeAt,
    );
    if (!isOwn) return;
    for (const { before: old, after: next } of commit.changes.get("view")?.values() ?? []) {
      if (!old || next) continue;
      const row = old as ViewRow; // a row of that table
      if (row.seq <= before.ackedSeq || row.seq > after.ackedSeq) continue;
      const now = disk().find("cache", accountId, row.noun, row.id);
      if (!now) continue; // folded into a text already
      const [said, is] = [together(row.noun, row), together(row.noun, now)];
      const changed = said["changed"] as { mid: string } | undefined; // every noun that has it has it so
      const wasMerged = [row.id, changed?.mid ?? ""].some((mid) => (bodies.get(mid)?.length ?? 0) > 1);
      hold(
        "L10",
        wasMerged || isEqual(said, is),
        () => `${browser.name}: ${row.noun}|${row.id}: ${difference(said, is)}`,
      );
    }
  }

  /** The view against the rows and the box. While more is typed into a waiting edit, the view may show it as it was. */
  async function checkView(after: CacheMeta, isQuiet: boolean): Promise<void> {
    const pending = [...waiting(), ...goingAgain(after)]
      .filter(({ seq }) => seq > after.ackedSeq && (isQuiet || seq <= after.viewSeq))
      .toSorted((a, b) => a.seq - b.seq);
    if (!isQuiet && pending.length > MANY && after.viewSeq % MANY !== 0) return;
    // After a loss of power the cache knows less than the box: what is decided is shown until its rows come.
    if (!isQuiet && wasCut) return;
    const view = rowsOf("cache", "view") as unknown as ViewRow[]; // rows of that table
    const shownNow = new Map(view.map((row) => [`${row.noun}|${row.id}`, together(row.noun, row)]));
    const rows = snapshotOf(pending, view);
    if (pending.length > 0) meet("redos");
    const expected = new Map<string, AnyRow>();
    for (const { mid, body } of pending) {
      const made = { mid, device: after.device, at: timeOf(body) };
      const { puts } = await runOn(rows, expected, body.name, body, made);
      for (const [place, row] of puts) expected.set(place, row);
    }
    for (const [place, row] of expected) {
      const own = shownNow.get(place);
      hold("L8", own !== undefined, () => `${browser.name}: ${place} waits and is not shown`);
      if (!own) continue;
      const wasSo =
        !isQuiet && (bodies.get(String(row["id"])) ?? []).some((args) => (args as AnyRow)["update"] === own["update"]);
      // Every noun that has these has them so. Of an edit that has grown since, they may tell as it was.
      const marks = ["changed", "edited", "after"].map(
        (field) => [field, row[field] as { mid: string } | null | undefined] as const,
      );
      const older = marks.filter(([, mark]) => !isQuiet && mark && (bodies.get(mark.mid)?.length ?? 0) > 1);
      const seen = { ...own, ...Object.fromEntries(older) };
      hold("L9", wasSo || isEqual(seen, row), () => `${browser.name}: ${place}: ${difference(own, row)}`);
    }
    for (const { noun, id } of view) {
      const place = `${noun}|${id}`;
      hold("L9", expected.has(place), () => `${browser.name}: ${place} is shown and nothing that waits explains it`);
    }
  }

  /** The rows that these mutations may look at, as they are now: they are run while more happens. */
  function snapshotOf(pending: readonly unknown[], view: readonly unknown[]): Base {
    if (pending.length === 0 && view.length === 0) return canonical;
    const tables = new Map(nounNames.map((noun) => [noun, rowsOf("cache", noun)]));
    return {
      get(noun, id) {
        const row = tables.get(noun)?.find((one) => one["id"] === id);
        return row && together(noun, row);
      },
      *list(noun, index, value) {
        for (const row of tables.get(noun) ?? []) if (row[index] === value) yield together(noun, row);
      },
    };
  }

  const model: DeviceModel = {
    committed,
    bodies,
    hasCommitted: (args) => argsTexts.has(JSON.stringify(args)),
    heard(commit) {
      if (commit.accountId !== accountId) return;
      if (!commit.by && commit.kind === "cache") return model.cacheIsGone();
      if (commit.kind === "box") boxChanged(commit);
      else cacheChanged(commit);
    },
    cacheIsGone() {
      ackedChecked = { device: "", seq: 0 };
      fenceOwner = undefined;
    },
    get isOld() {
      return wasCut;
    },
    cacheIsOld() {
      model.cacheIsGone();
      wasCut = true;
    },
    state,
    waiting,
    shown(noun, id) {
      const own = disk().find("cache", accountId, "view", [noun, id]);
      const row = own && (own as ViewRow).seq > acked() ? own : disk().find("cache", accountId, noun, id); // a row of that table
      return row && together(noun, row);
    },
    shownAll(noun) {
      const rows = new Map(rowsOf("cache", noun).map((row) => [row["id"], row]));
      const from = acked();
      for (const row of rowsOf("cache", "view") as unknown as ViewRow[])
        if (row.noun === noun && row.seq > from) rows.set(row.id, row);
      return [...rows.values()].map((row) => together(noun, row));
    },
    shownText(noteId) {
      const text = textOf(noteId);
      const own = model.shownAll("note-update").filter((row) => row["noteId"] === noteId);
      return [
        ...(text ? [String((open(`note-text|${noteId}`, text.sealed) as { update: string }).update)] : []),
        ...own.map((row) => String(row["update"])),
      ];
    },
    async checkAll() {
      const now = state();
      if (!now?.cursor) return;
      for (const noun of nounNames) {
        for (const row of rowsOf("cache", noun)) checkRow(noun, String(row["id"]), row);
      }
      for (const row of rowsOf("cache", "text")) checkText(row as unknown as TextRow);
      for (const place of server.places()) checkPresent(place, now.cursor.version);
      await checkView(now, true);
    },
    aside: () =>
      rowsOf("box", "quarantine").map((row) => open(`quarantine|${String(row["mid"])}`, row["sealed"]) as Body),
  };
  return model;
}

/** With more than this waiting, the view is looked at only now and then. */
const MANY = 6;

/** When it was made, by the server's clock as the device knew it then. */
function timeOf({ madeAt, offset }: Body): number {
  return Math.max(0, Math.round(madeAt + (offset ?? 0)));
}
