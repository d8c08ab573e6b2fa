import type { Over } from "@cliently/api/domain/field";

import { inTurn } from "../local/in-turn.ts";
import { whyNotSaved } from "../not-saved.ts";
import type { Read } from "./read-field.ts";

/** One field as it is at this moment: what is kept in it, and how to keep something else. */
export type Place<Value> = {
  kept: string;
  over: Over;
  read: (typed: string) => Read<Value>;
  /** `isLeaving`: the field may be gone by the time that a rule says no. */
  send: (value: Value, over: Over, isLeaving: boolean) => Promise<unknown>;
  /** What such a value is known by now that it is kept; undefined when something else stands there. */
  became: (value: Value) => Promise<Over | undefined>;
  /** Takes words that cannot be kept, for when nothing shows them any more. */
  leaveBehind: (words: string) => void;
};

/**
 * What is typed. `instead`: it is left, and shown as long as one of these is what is kept; absent as long as somebody
 * writes. `sent`: what of it was sent last. `basis`: what the person saw when they began.
 */
type Typed = { text: string; instead?: readonly string[] | undefined; sent?: string | undefined; basis: Over };
export type Words = { typed?: Typed | undefined; error?: string | undefined };

export type Keeping<Value> = {
  words: () => Words;
  onWords: (changed: () => void) => () => void;
  /** Said with every drawing: what is typed is compared with what is there by then. */
  at: (place: Place<Value>) => void;
  type: (text: string) => void;
  keep: (taken?: string) => void;
  /** Keeps what is typed because the field may go. */
  leave: () => void;
  drop: () => void;
  /** Resolves once nothing is on its way any more: whether all that was to be kept is. */
  isKept: () => Promise<boolean>;
};

type Options = {
  /** Keeps also while somebody writes on, when they pause. For texts that take minutes. */
  whileTyping: boolean;
  after: (ms: number, work: () => void) => () => void;
  /** Counts what is on its way, from the call on: nobody closes the device over it. */
  underWay: (work: Promise<unknown>) => Promise<unknown>;
};

/** How long after the last key, in ms. */
const PAUSE_MS = 1_000;

/** What stands in a field: what is typed there, until what is kept has taken it over. */
export function shownIn({ typed }: Words, kept: string): string {
  return isShown(typed, kept) ? typed.text : kept;
}

/**
 * The words of one field on their way to be kept, one text after the other: each replaces the one before it, so that
 * nobody conflicts with themselves, however slow the store is.
 */
export function keeping<Value>(first: Place<Value>, { whileTyping, after, underWay }: Options): Keeping<Value> {
  const listeners = new Set<() => void>();
  const turn = inTurn();
  let place = first;
  let words: Words = {};
  let last: { over: Over; became: Over } | undefined;
  let newest = 0;
  let stopPause = () => {};
  let arrived: Promise<unknown> = Promise.resolve();

  function become(next: Words): void {
    words = next;
    for (const changed of listeners) changed();
  }

  function drop(): void {
    stopPause();
    newest++; // what becomes of one that is on its way is of no interest any more
    become({});
  }

  function keep(taken?: string, isLeaving = false): void {
    stopPause();
    const typed = current();
    if (taken === undefined && (!typed || typed.instead)) return;
    const found = place.read(taken ?? typed?.text ?? "");
    if (found.text === place.kept && !isUnderWay(typed, place.kept)) return drop();
    if ("error" in found) {
      place.leaveBehind(found.text);
      return become({ ...words, error: found.error });
    }
    const left = { ...begun(), text: found.text, instead: [place.kept, ...(typed?.sent ? [typed.sent] : [])] };
    if (found.text === typed?.sent && isUnderWay(typed, place.kept)) return become({ typed: left });
    become({ typed: { ...left, sent: found.text } });
    send(found.text, found.value, left.basis, isLeaving);
  }

  function keepMeanwhile(): void {
    const { typed, error } = words;
    if (!typed || typed.instead || error) return;
    const found = place.read(typed.text);
    const there = isUnderWay(typed, place.kept) ? typed.sent : place.kept;
    if ("error" in found || found.text === there) return;
    const basis = begun().basis;
    become({ typed: { ...typed, basis, sent: found.text } }); // not a letter is touched under one's hands
    send(found.text, found.value, basis, false);
  }

  function current(): Typed | undefined {
    return isShown(words.typed, place.kept) ? words.typed : undefined;
  }

  /** What is typed on from: what they sent themselves and see now is what they replace next. */
  function begun(): Pick<Typed, "basis" | "sent"> {
    const typed = current();
    if (!typed) return { basis: place.over };
    return { sent: typed.sent, basis: typed.sent === place.kept ? place.over : typed.basis };
  }

  function send(text: string, value: Value, over: Over, isLeaving: boolean): void {
    const mine = ++newest;
    const { send: kept, became } = place;
    const keeps = turn(async () => {
      await kept(value, last && last.over?.mid === over?.mid ? last.became : over, isLeaving);
      const now = await became(value).catch(() => undefined);
      if (now !== undefined) last = { over, became: now };
    });
    arrived = underWay(keeps).catch((failure: unknown) => {
      if (mine !== newest) return; // a later one has all of its words
      const { typed } = words;
      become({ typed: typed && { text: typed.text, basis: typed.basis }, error: whyNotSaved(failure) });
      place.leaveBehind(text);
    });
  }

  return {
    words: () => words,
    onWords(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    at: (now) => void (place = now),
    type(text) {
      if (!current()) last = undefined;
      become({ ...words, typed: { ...begun(), text } });
      stopPause();
      if (whileTyping) stopPause = after(PAUSE_MS, keepMeanwhile);
    },
    keep: (taken) => keep(taken),
    leave: () => keep(undefined, true),
    drop,
    isKept: async () => {
      await arrived; // the last in turn
      return words.error === undefined;
    },
  };
}

function isShown(typed: Typed | undefined, kept: string): typed is Typed {
  return typed !== undefined && (typed.instead === undefined || typed.instead.includes(kept));
}

/** Something that was sent is not seen in what is kept yet. */
function isUnderWay(typed: Typed | undefined, kept: string): boolean {
  return typed?.sent !== undefined && typed.sent !== kept;
}
