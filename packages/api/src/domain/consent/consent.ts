import { z } from "zod";

import { Id } from "../ids.ts";
import { text, Time } from "../text.ts";

export const ConsentKind = z.enum(["data", "recording", "ai"]);
export type ConsentKind = z.infer<typeof ConsentKind>;

/** One consent a client gave: to which text, when, and when it was withdrawn. */
export const Consent = z.looseObject({
  id: Id,
  clientId: Id,
  givenAt: Time,
  withdrawnAt: Time.nullable(),
  kind: ConsentKind,
  textVersion: text(40).min(1),
  remark: text(2_000),
});
export type Consent = z.infer<typeof Consent>;

/** Whether one of these consents of a client stands for `kind` now. */
export function consents(given: readonly Consent[], kind: ConsentKind): boolean {
  return given.some((consent) => consent.kind === kind && consent.withdrawnAt === null);
}
