import { catalogue, isMutationName, type Act } from "../domain/catalogue.ts";
import { nounNames } from "../domain/layout.ts";
import {
  TRAIL,
  type Cursor,
  type ExchangeReply,
  type ExchangeRequest,
  type MutationResult,
  type Pushed,
  type RevokedReply,
  type RowChange,
  type SyncEvent,
} from "../domain/protocol.ts";
import { isPurged } from "../domain/purged.ts";
import { anId } from "./builders.ts";
import type { Rows } from "./memory-store.ts";

/** An account, and the server that a device of it speaks to. */
export type Peer = {
  accountId: string;
  caller: { sync: { exchange(request: ExchangeRequest): Promise<ExchangeReply | RevokedReply> } };
};

/** A device in its plainest form: an outbox, and the rows as the server last told them. It shows what the protocol asks of any device. */
export type ReferenceDevice = {
  readonly id: string;
  readonly cursor: Cursor | null;
  readonly outbox: readonly Pushed[];
  /** What became of each mutation, by mid. */
  readonly results: ReadonlyMap<string, MutationResult>;
  readonly rows: Rows;
  /** Every cursor it ever stood at. */
  readonly path: readonly Cursor[];
  /** Commits acts on this device. Returns their mids. */
  does(acts: Act[], madeAt?: number): string[];
  /** What it would send now. */
  request(most?: number): ExchangeRequest;
  /** Takes a reply in, whole. */
  takes(reply: ExchangeReply): void;
  /** Hears an event; takes its rows in when they start where it stands. */
  hears(event: SyncEvent): void;
  /** Exchanges once. `lost`: the server does its part, and the reply never comes. */
  exchanges(how?: { lost?: boolean; most?: number }): Promise<ExchangeReply>;
  /** Exchanges until nothing waits, here or there. */
  settles(): Promise<void>;
  /**
   * After the database was restored from a backup: gives back what it saw, and has what was decided since decided again.
   * An exchange does so by itself.
   */
  comesBack(): Promise<void>;
  /** Goes on under a new id, as a cloned device does: what was not acknowledged keeps its mid and gets a new place. */
  restamps(): void;
};

/** So many rows are offered at once. */
const OFFERED = 20;

export function aReferenceDevice(member: Peer, given = anId()): ReferenceDevice {
  let id = given;
  let cursor: Cursor | null = null;
  let nextSeq = 1;
  let outbox: Pushed[] = [];
  const rows: Rows = new Map();
  const versions = new Map<string, number>();
  const results = new Map<string, MutationResult>();
  const path: Cursor[] = [];
  /** What was decided of its own, by mid. */
  const journal = new Map<string, { by: string; pushed: Pushed; version: number }>();
  /** What left once, so that it may have been decided without an answer. */
  const sent = new Set<string>();

  const moveTo = (to: Cursor) => path.push((cursor = to));
  const takeRows = (changes: ExchangeReply["changes"]) => {
    for (const { noun, id: rowId, version, row } of changes) {
      const place = `${noun}|${rowId}`;
      if (version < (versions.get(place) ?? 0)) continue;
      versions.set(place, version);
      rows.set(place, row);
      if (noun === "note-text") forgetFolded(rowId, version);
      if (isPurged(row)) forgetPurged(place, noun, rowId);
    }
  };
  const isAstray = ({ reset }: ExchangeReply) => reset === "forked" || reset === "future";
  const rowsAfter = (version: number): RowChange[] =>
    [...nounNames, "note-text"].flatMap((noun) =>
      [...rows].flatMap(([place, row]) => {
        const ver = versions.get(place) ?? 0;
        return place.startsWith(`${noun}|`) && ver > version
          ? [{ noun, id: String(row["id"]), version: ver, row }]
          : [];
      }),
    );
  const forgetFolded = (noteId: string, upto: number) => {
    for (const [place, row] of rows) {
      if (row["noteId"] !== noteId || !place.startsWith("note-update|")) continue;
      if ((versions.get(place) ?? 0) <= upto) rows.delete(place);
    }
  };

  const forgetPurged = (place: string, noun: string, rowId: string) => {
    rows.delete(place);
    if (noun !== "note") return;
    forgetFolded(rowId, Infinity);
    rows.delete(`note-text|${rowId}`);
  };

  const device: ReferenceDevice = {
    get id() {
      return id;
    },
    get cursor() {
      return cursor;
    },
    get outbox() {
      return outbox;
    },
    results,
    rows,
    path,

    does(acts, madeAt = Date.now()) {
      const pushed = acts.map(({ name, args }) => ({
        seq: nextSeq++,
        mid: anId(),
        name,
        v: isMutationName(name) ? catalogue[name].version : 1,
        args,
        madeAt,
      }));
      outbox.push(...pushed);
      return pushed.map(({ mid }) => mid);
    },

    request(most = 100) {
      const request = {
        account: member.accountId,
        device: id,
        label: "Reference",
        cursor,
        mutations: outbox.slice(0, most),
        pending: outbox.length,
      };
      return structuredClone(request);
    },

    takes(reply) {
      if (isAstray(reply)) return; // the next exchange comes back
      for (const result of reply.results) {
        const pushed = outbox.find(({ seq }) => seq === result.seq);
        if (!pushed || result.status === "wait" || result.status === "cloned") continue;
        results.set(pushed.mid, result);
        journal.set(pushed.mid, { by: id, pushed, version: result.version });
      }
      // By its result, not by ackedSeq: that may be past what was sent, and a refusal must not pass unseen.
      outbox = outbox.filter(({ mid }) => !results.has(mid));
      if (reply.reset) {
        rows.clear();
        versions.clear();
        path.length = 0;
      } else if (cursor && reply.cursor.version < cursor.version) {
        return; // an old answer that comes late
      }
      takeRows(reply.changes);
      moveTo(reply.cursor);
    },

    hears(event) {
      if (event.kind !== "changed" || !event.changes || event.from !== (cursor?.version ?? 0)) return;
      takeRows(event.changes);
      moveTo(event.cursor);
    },

    async exchanges({ lost = false, most = 100 } = {}) {
      const request = device.request(most);
      for (const { mid } of request.mutations) sent.add(mid);
      const reply = await ask(member, request);
      if (isAstray(reply)) {
        await device.comesBack();
        return device.exchanges({ lost, most });
      }
      if (!lost) device.takes(reply);
      return reply;
    },

    async comesBack() {
      const about = { ...device.request(0), trail: path.slice(-TRAIL) };
      const { common = 0, ackedSeq } = await ask(member, about);
      const seen = rowsAfter(common);
      for (let from = 0; from < seen.length; from += OFFERED) {
        const rejoin = seen.slice(from, from + OFFERED);
        const { rejoined } = await ask(member, { ...about, rejoin });
        if (rejoined !== rejoin.length) throw new Error("what it saw was not taken back");
      }
      const was = Math.max(1, cursor?.version ?? 0);
      const lost = [...journal.values()].filter(({ by, pushed, version }) =>
        by === id ? pushed.seq > ackedSeq : version > common,
      );
      for (const { pushed } of lost) results.delete(pushed.mid);
      outbox = [
        ...lost.map(({ pushed, version }) => ({ ...pushed, was: version })),
        ...outbox.map((pushed) => (sent.has(pushed.mid) ? { ...pushed, was } : pushed)),
      ];
      const isWhole = outbox.every(({ seq }, index) => seq === ackedSeq + 1 + index);
      if (!isWhole || ackedSeq + outbox.length !== nextSeq - 1) device.restamps();
      cursor = null;
      rows.clear();
      versions.clear();
      path.length = 0;
    },

    async settles() {
      for (;;) {
        const reply = await device.exchanges();
        if (!reply.more && outbox.length === 0) return;
        if (reply.results.some(({ status }) => status === "cloned")) throw new Error("this device was cloned");
      }
    },

    restamps() {
      id = anId();
      nextSeq = 1;
      outbox = outbox.map((pushed) => ({ ...pushed, seq: nextSeq++ }));
    },
  };
  return device;
}

/** What the server answers to a device that nobody has revoked. */
export async function ask(peer: Peer, request: ExchangeRequest): Promise<ExchangeReply> {
  return answered(await peer.caller.sync.exchange(request));
}

export function answered(reply: ExchangeReply | RevokedReply): ExchangeReply {
  if ("revoked" in reply) throw new Error("this device was revoked");
  return reply;
}
