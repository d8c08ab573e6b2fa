import { z } from "zod";

import { BUCKETS } from "./digest.ts";
import { Id } from "./ids.ts";
import { BATCH_MUTATIONS } from "./limits.ts";
import { RefusedReason } from "./mutation.ts";
import { text, Time } from "./text.ts";

/** The whole conversation between a device and the server. `docs/sync.md` tells it in words. */

/** Limits of one exchange. */
export const BATCH_BYTES = 512 * 1024;
export const PAGE_ROWS = 1_000;
export const PAGE_BYTES = 2 * 1024 * 1024;
export const INLINE_BYTES = 16 * 1024;
/** How many earlier places a device keeps. */
export const TRAIL = 64;

/** The largest integer of a Postgres column. */
const INT4 = 2_147_483_647;

/** A place in the account's history. `stamp` tells this history from one that was forked off a backup. */
export const Cursor = z.object({ version: z.int().min(0), stamp: z.string().max(64) });
export type Cursor = z.infer<typeof Cursor>;

/** One mutation of a device's stream: `seq` is gapless from 1, `mid` names the mutation for ever, `v` its arguments' version. */
export const Pushed = z.object({
  seq: z.int().min(1).max(INT4),
  mid: Id,
  name: z
    .string()
    .max(60)
    .regex(/^[a-z]+(\.[a-z-]+)?$/),
  v: z.int().min(1).max(INT4),
  args: z.unknown(),
  /** Corrected edit time in ms. */
  madeAt: Time,
  /** The device's clock moved between the edit and now, so that `madeAt` is worth nothing: the time of arrival counts. */
  unsure: z.boolean().optional(),
  /** The version it once became, in a history that was forked off since: it is sent again under its own seq and mid. */
  was: z.int().min(1).max(INT4).optional(),
});
export type Pushed = z.infer<typeof Pushed>;

/** A digest, or the XOR of many, see `digest.ts`. */
const Digest = z.string().regex(/^[0-9a-f]{16}$/);

/**
 * A row as of `version`. `note-text` holds every update of its note up to `version` and comes in their place; a device
 * that takes it in may drop those. It is never written by a mutation. A device passes over nouns that it does not know:
 * a newer app begins with a new cache.
 */
export const RowChange = z.object({
  noun: z.string().max(60),
  id: Id,
  version: z.int().min(1).max(INT4),
  row: z.record(z.string(), z.unknown()),
  /** Of a `note-text` alone: the XOR of the digests of all updates that it holds. */
  digest: Digest.optional(),
});
export type RowChange = z.infer<typeof RowChange>;

/**
 * `account` is whose databases the device speaks for: under another account's session the server answers UNAUTHORIZED.
 * Fields that this build does not know are passed over, so that a newer device can speak to an older server.
 */
export const ExchangeRequest = z.object({
  account: Id,
  device: Id,
  /** What the person calls this device, e.g. "Chrome on Linux". */
  label: text(80),
  cursor: Cursor.nullable(),
  mutations: z.array(Pushed).max(BATCH_MUTATIONS),
  /** How many mutations wait on the device in all, so that the server can tell what an eviction took. */
  pending: z.int().min(0).max(INT4),
  /**
   * Sent after an answer that said `forked`: places where this device stood before, the newest last. The newest that the
   * server still holds is where the two histories part; it comes back as `common`. Until a device
   * that came back has every page, the last one is where the server stood when it had taken back everything: it answers
   * `forked` when it does not hold that.
   */
  trail: z.array(Cursor).max(TRAIL).optional(),
  /**
   * After a fork: rows as this device last had them from the server, newer than `common`. The server joins them into
   * its own before anything else, so that nothing is missing when the devices' own mutations come again.
   */
  rejoin: z.array(RowChange).max(PAGE_ROWS).optional(),
});
export type ExchangeRequest = z.infer<typeof ExchangeRequest>;

/**
 * What became of a mutation. `nothing` is a mutation that was taken back before it was sent. `quarantined`: it broke
 * on the server three times and is kept there; later ones flow. `wait`: send it and all later ones again (the server
 * is older than the mutation, failed in passing, or saw a gap). `cloned`: another device uses this id and seq.
 */
export const MutationResult = z.discriminatedUnion("status", [
  z.object({ seq: z.int(), status: z.literal("applied"), version: z.int() }),
  z.object({
    seq: z.int(),
    status: z.literal("refused"),
    reason: RefusedReason.catch("by-newer-rule"),
    version: z.int(),
  }),
  z.object({ seq: z.int(), status: z.literal("quarantined"), version: z.int() }),
  z.object({ seq: z.int(), status: z.literal("wait") }),
  z.object({ seq: z.int(), status: z.literal("cloned") }),
]);
export type MutationResult = z.infer<typeof MutationResult>;

/** Why a device must rebuild its cache. The box is never touched. */
export const Reset = z.enum(["forked", "future", "horizon"]);
export type Reset = z.infer<typeof Reset>;

export const ExchangeReply = z.object({
  results: z.array(MutationResult),
  /**
   * The last seq of this device that the server has decided: `changes` hold its effects. It may be past what was sent,
   * when an earlier answer got lost; so a mutation leaves the box by its own result, never by this number.
   */
  ackedSeq: z.int().min(0),
  /** Set: the cursor was not usable, `changes` start from the beginning. */
  reset: Reset.nullable(),
  /** Whole versions after the request's cursor, up to `cursor`. Apply all or nothing. */
  changes: z.array(RowChange),
  cursor: Cursor,
  /** More waits after `cursor`: exchange again before saying "in sync". */
  more: z.boolean(),
  /** With `more`: where the server stood. What was changed again by then is missing from this page, and comes with a later one. */
  head: Cursor.optional(),
  /** The server's clock in ms. */
  now: Time,
  /** What the account's digests are made with, in base64. Comes with what starts from the beginning. */
  digestKey: z.base64().optional(),
  /** Answer to `trail`: the newest version that both histories share; 0 when there is none. */
  common: z.int().min(0).optional(),
  /** How many of `rejoin` the server has taken in: all or none. */
  rejoined: z.int().min(0).optional(),
  /** What the person calls the devices of the account, by id. Comes with answers to requests without mutations. */
  devices: z.record(z.string(), z.string()).optional(),
  /** This browser was another device before, which last said that `pending` mutations waited on it: they are gone, or none were. */
  evicted: z
    .object({ pending: z.int().min(0), at: Time })
    .nullable()
    .optional(),
});
export type ExchangeReply = z.infer<typeof ExchangeReply>;

/**
 * The whole answer to a device whose access the person took away, naming it. Nothing else leads a device to remove what
 * it holds, no error and no status code.
 */
export const RevokedReply = z.object({ revoked: Id });
export type RevokedReply = z.infer<typeof RevokedReply>;

/** Places that the server looks at only for a device that stands at its head, and nowhere else. */
const AtHead = { account: Id, device: Id, cursor: Cursor, nouns: z.array(z.string().max(60)).max(100) };

/** Asks which buckets the server has otherwise. `nouns`: those that the device keeps; `sums`: the XOR of each bucket. */
export const DigestRequest = z.object({ ...AtHead, sums: z.array(Digest).length(BUCKETS) });
export type DigestRequest = z.infer<typeof DigestRequest>;

/** `buckets`: those that differ; null when the device does not stand at the head, so that nothing can be said. */
export const DigestReply = z.object({
  buckets: z
    .array(
      z
        .int()
        .min(0)
        .max(BUCKETS - 1),
    )
    .nullable(),
});
export type DigestReply = z.infer<typeof DigestReply>;

/** Asks for everything in a bucket. */
export const BucketRequest = z.object({
  ...AtHead,
  bucket: z
    .int()
    .min(0)
    .max(BUCKETS - 1),
});
export type BucketRequest = z.infer<typeof BucketRequest>;

/** `changes`: all rows of the bucket as of the cursor that was asked with; null when that is not the head any more. */
export const BucketReply = z.object({ changes: z.array(RowChange).nullable() });
export type BucketReply = z.infer<typeof BucketReply>;

/** What the open stream tells a device. */
export const SyncEvent = z.discriminatedUnion("kind", [
  /** The account is at `cursor`. `changes` are all that came after version `from`; null when they were too large. */
  z.object({
    kind: z.literal("changed"),
    from: z.int().min(0),
    /** The stamp of `from`: a device of another history must not take the changes in. */
    fromStamp: z.string().max(64).optional(),
    cursor: Cursor,
    changes: z.array(RowChange).nullable(),
    device: Id.nullable(),
  }),
  /** Words of a running summary: `text` stands at UTF-16 offset `offset`. */
  z.object({ kind: z.literal("words"), summary: Id, offset: z.int().min(0), text: z.string() }),
  /** The server is going down: come back in `ms`. */
  z.object({ kind: z.literal("leave"), ms: z.int().min(0) }),
]);
export type SyncEvent = z.infer<typeof SyncEvent>;

/** `account` as in `ExchangeRequest`: nobody's stream opens under another's session. */
export const EventsRequest = z.strictObject({
  account: Id,
  device: Id,
  /** How much of each running summary this device already has, by summary id. */
  heard: z.record(Id, z.int().min(0)),
  lastEventId: z.string().max(64).optional(),
});
export type EventsRequest = z.infer<typeof EventsRequest>;
