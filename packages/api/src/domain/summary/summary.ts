import { z } from "zod";

import { Stamped } from "../field.ts";
import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";

/**
 * requested → writing → draft → approved | discarded, or it ends early: stopped and interrupted keep the partial
 * text, failed has none to keep or keeps what came. cancelled: taken back before the server began.
 */
export const SummaryStatus = z.enum([
  "requested",
  "writing",
  "draft",
  "stopped",
  "interrupted",
  "failed",
  "cancelled",
  "approved",
  "discarded",
]);
export type SummaryStatus = z.infer<typeof SummaryStatus>;

export const SummaryStyle = z.enum(["recap", "structured", "client-friendly", "supervision"]);
export const SummaryLength = z.enum(["brief", "standard", "detailed"]);

/** Why a summary failed, in terms a person can act on. */
export const SummaryFailure = z.enum([
  "no-consent",
  "text-changed",
  "nothing-to-send",
  "too-long",
  "provider-unreachable",
  "provider-busy",
  "provider-refused",
  "provider-timeout",
  "provider-broke-off",
]);
export type SummaryFailure = z.infer<typeof SummaryFailure>;

/** A summary of one note, asked for by the practitioner and theirs once approved. */
export const Summary = z.looseObject({
  id: Id,
  noteId: Id,
  clientId: Id,
  requestedAt: Time,
  finishedAt: Time.nullable(),
  status: SummaryStatus,
  style: SummaryStyle,
  length: SummaryLength,
  /** SHA-256, hex, of the text the person saw in the preview. */
  textHash: z.hex().length(64),
  text: text(40_000),
  provider: text(60),
  model: text(120),
  failure: SummaryFailure.nullable(),
  /** There once a person has edited the text. */
  stamps: Stamped.stamps.optional(),
  lost: Stamped.lost.optional(),
});
export type Summary = z.infer<typeof Summary>;
