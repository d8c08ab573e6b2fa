import { z } from "zod";

import { isLater, Stamp } from "../field.ts";
import type { Made } from "../mutation.ts";
import { text } from "../text.ts";
import { tagIn } from "./tags-of.ts";

/** A word or two by which clients are found together. */
export const Tag = text(40)
  .min(1)
  .refine((tag) => tag.trim() === tag, "no spaces around it")
  .refine((tag) => tag !== "__proto__", "no name that a record cannot hold");
export const MOST_TAGS = 50;

/** Each tag is a register of its own, so that adding and removing different tags never meet. */
export const Tags = z.record(z.string(), Stamp.extend({ on: z.boolean() }));
export type Tags = z.infer<typeof Tags>;

/** The stamp of a tag that the person saw when they changed it; null for one that was never there. */
export const Over = Stamp.pick({ at: true, mid: true }).nullable();

type Switch = { on: boolean; over: { at: number } | null };

/** The tags after one was put on or off: the later act wins, whichever arrives first. */
export function switchTag(tags: Tags, tag: string, { on, over }: Switch, { at, device, mid }: Made): Tags {
  const mine = { at: Math.max(at, (over?.at ?? -1) + 1), device, mid, on };
  const held = tagIn({ tags }, tag);
  return held && !isLater(mine, held) ? tags : { ...tags, [tag]: mine };
}
