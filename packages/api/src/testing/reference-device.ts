import { catalogue, isMutationName, type Act } from "../domain/catalogue.ts";
import type {
  Cursor,
  ExchangeReply,
  ExchangeRequest,
  MutationResult,
  Pushed,
  RevokedReply,
  SyncEvent,
} from "../domain/protocol.ts";
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
  /** Goes on under a new id, as a cloned device does: what was not acknowledged keeps its mid and gets a new place. */
  restamps(): void;
};

export function aReferenceDevice(member: Peer, given = anId()): ReferenceDevice {
  let id = given;
  let cursor: Cursor | null = null;
  let nextSeq = 1;
  let outbox: Pushed[] = [];
  const rows: Rows = new Map();
  const versions = new Map<string, number>();
  const results = new Map<string, MutationResult>();
  const path: Cursor[] = [];

  const moveTo = (to: Cursor) => path.push((cursor = to));
  const takeRows = (changes: ExchangeReply["changes"]) => {
    for (const { noun, id: rowId, version, row } of changes) {
      const place = `${noun}|${rowId}`;
      if (version < (versions.get(place) ?? 0)) continue;
      versions.set(place, version);
      rows.set(place, row);
      if (noun === "note-text") forgetFolded(rowId, version);
    }
  };
  const forgetFolded = (noteId: string, upto: number) => {
    for (const [place, row] of rows) {
      if (row["noteId"] !== noteId || !place.startsWith("note-update|")) continue;
      if ((versions.get(place) ?? 0) <= upto) rows.delete(place);
    }
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
      for (const result of reply.results) {
        const mutation = outbox.find(({ seq }) => seq === result.seq);
        if (mutation && result.status !== "wait" && result.status !== "cloned") results.set(mutation.mid, result);
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
      const reply = await ask(member, device.request(most));
      if (!lost) device.takes(reply);
      return reply;
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
