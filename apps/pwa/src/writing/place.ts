import type { Over } from "@cliently/api/domain/field";

import type { Read } from "./read-field.ts";

/**
 * `mid`: what the change is known by. `isLeaving`: the field may be gone by the time that a rule says no. `draftAt`: it
 * takes the place of drafts up to this one, which go with it. `isAsSeen`: what stood there when the person began to write
 * is there still, or what they made of it.
 */
export type Sending = { mid: string; isLeaving: boolean; draftAt: number; isAsSeen: boolean };

/** What is typed and not kept yet. `own`: the changes that were made of it so far. `as`: the one that says the same. */
export type Unkept<Value> = { value: Value; over: Over; own: readonly string[]; as?: string | undefined };

/** One field as it is at this moment: what is kept in it, and how to keep something else. */
export type Place<Value> = {
  kept: string;
  over: Over;
  read: (typed: string) => Read<Value>;
  /** Resolves with where it is kept by then, when that is known: from the server it comes back only later. */
  send: (value: Value, over: Over, how: Sending) => Promise<{ on: "device" | "server" } | void>;
  /** The newest of these changes that stands there by now, or has lost against another one; undefined when none does. */
  became: (own: readonly string[]) => Promise<Over | undefined>;
  /** Brings what is typed onto the disk, also when the page goes right after. */
  putDraft: (unkept: Unkept<Value>, at: number) => void;
  removeDraft: (at: number) => void;
  /** Takes words that cannot be kept, for when nothing shows them any more. */
  leaveBehind: (words: string) => void;
};
