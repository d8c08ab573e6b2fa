import { z } from "zod";

/** A Yjs state vector as base64: how much of everybody's words somebody has seen. No words are in it. */
export const Vector = z.base64().min(4).max(40_000);
export type Vector = z.infer<typeof Vector>;
