import type { Over } from "@cliently/api/domain/field";

import { inTurn } from "../local/in-turn.ts";
import { whyNotSaved } from "../not-saved.ts";
import { drafting } from "./drafting.ts";
import type { Place, Unkept } from "./place.ts";

/**
 * What is typed. `seen`: what stood there when the person began; `basis`: by which change. `own`: the changes that were made
 * of it so far; `sent`: what the last of them says. `isLeft`: nobody writes any more; `isResting`: nobody has for a while, and all is kept.
 */
type Typed = {
  text: string;
  seen: string;
  basis: Over;
  own: readonly string[];
  sent?: string | undefined;
  isLeft?: boolean;
  isResting?: boolean;
};
export type Words = { typed?: Typed | undefined; error?: string | undefined };

export type Keeping<Value> = {
  words: () => Words;
  onWords: (changed: () => void) => () => void;
  /** Said with every drawing: what is typed is compared with what is there by then. */
  at: (place: Place<Value>) => void;
  type: (text: string) => void;
  keep: (taken?: string) => void;
  /** Keeps what is typed because the field, or the page, may go. */
  leave: () => void;
  drop: () => void;
  /** Resolves once nothing is on its way any more: whether all that was to be kept is. */
  isKept: () => Promise<boolean>;
};

type Options = {
  /** Keeps also while somebody writes on. For texts that take minutes. */
  whileTyping: boolean;
  clock: () => number;
  after: (ms: number, work: () => void) => () => void;
  /** What the next change is known by. */
  mid: () => string;
  /** Counts what is on its way, from the call on: nobody closes the device over it. */
  underWay: (work: Promise<unknown>) => Promise<unknown>;
  /** What else changes the same value, one after the other. */
  turn?: ((work: () => Promise<void>) => Promise<void>) | undefined;
};

/** How long after the last key, and how long typing may go on before something is kept, in ms. */
const PAUSE_MS = 1_000;
const LONGEST_MS = 2_000;

/** What stands in a field: what is typed there, until what is kept has taken it over. */
export function shownIn({ typed }: Words, { kept, over }: Pick<Place<unknown>, "kept" | "over">): string {
  return isShown(typed, over) ? typed.text : kept;
}

/**
 * The words of one field on their way to be kept, one text after the other: each replaces the one before it, so that
 * nobody conflicts with themselves, however slow the store is. Whose words stand there is told by the change that brought
 * them, never by what they say.
 */
export function keeping<Value>(first: Place<Value>, options: Options): Keeping<Value> {
  const { whileTyping, clock, after, underWay, turn = inTurn() } = options;
  const listeners = new Set<() => void>();
  let place = first;
  let words: Words = {};
  let newest = 0;
  let arrived: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  /** Otherwise what was kept last went straight to the server, and is drawn only once it comes from there. */
  let isOnDevice = true;
  let stopPause = () => {};
  let stopLongest: (() => void) | undefined;
  const draft = drafting({ clock, after, place: () => place, unkept });

  function become(next: Words): void {
    words = next;
    for (const changed of listeners) changed();
  }

  function stopTimers(): void {
    stopPause();
    stopLongest?.();
    stopLongest = undefined;
    draft.stop();
  }

  function drop(): void {
    stopTimers();
    newest++; // what becomes of one that is on its way is of no interest any more
    draft.remove();
    become({});
  }

  function keep(taken?: string, isLeaving = false): void {
    stopTimers();
    const typed = current();
    if (taken === undefined && (!typed || typed.isLeft)) return;
    const found = place.read(taken ?? typed?.text ?? "");
    if (found.text === place.kept && !typed?.own.length) return drop();
    if ("error" in found) {
      place.leaveBehind(found.text);
      return become({ ...words, error: found.error });
    }
    const left = { ...begun(), text: found.text, isLeft: true };
    if (found.text === typed?.sent) return become({ typed: left });
    send(left, found.value, isLeaving);
  }

  function keepMeanwhile(isResting: boolean): void {
    stopLongest?.();
    stopLongest = undefined;
    const { typed, error } = words;
    if (!typed || typed.isLeft || error) return;
    const found = place.read(typed.text);
    if ("error" in found) return;
    // Not a letter is touched under one's hands.
    if (found.text !== (typed.sent ?? place.kept)) send({ ...typed, isResting }, found.value, false, found.text);
    else if (typed.sent !== undefined) become({ typed: { ...typed, isResting } });
  }

  function current(): Typed | undefined {
    return isShown(words.typed, place.over) ? words.typed : undefined;
  }

  /** What is typed on from: what stands there, or what is one's own and on its way. */
  function begun(): Omit<Typed, "text"> {
    const { seen, basis, own, sent } = current() ?? { seen: place.kept, basis: place.over, own: [] };
    return { seen, basis, own, sent };
  }

  function send(typed: Typed, value: Value, isLeaving: boolean, text = typed.text): void {
    const mine = ++newest;
    const { send: kept, became } = place;
    // Also of one that this field has left behind when it was on the screen before.
    const isAsSeen = place.kept === typed.seen || place.kept === typed.sent;
    const how = { mid: options.mid(), isLeaving, draftAt: draft.at() ?? clock() - 1, isAsSeen };
    become({ typed: { ...typed, own: [...typed.own, how.mid], sent: text } });
    waiting++;
    const keeps = turn(async () => {
      const done = await kept(value, (await became(typed.own).catch(() => undefined)) ?? typed.basis, how);
      isOnDevice = done?.on !== "server";
    });
    arrived = underWay(keeps).then(
      async () => {
        waiting--;
        if (how.draftAt === draft.at() || isAllSent()) draft.remove();
        await takeBack();
      },
      (failure: unknown) => {
        waiting--;
        if (mine !== newest) return; // a later one has all of its words
        const { seen, basis, own } = words.typed ?? typed;
        const meant = words.typed?.text ?? text;
        become({ typed: { text: meant, seen, basis, own }, error: whyNotSaved(failure) });
        place.leaveBehind(text);
      },
    );
  }

  /** Kept, and taken back by a rule or by somebody before it was drawn: then it is not what stands there. */
  async function takeBack(): Promise<void> {
    const { typed } = words;
    if (!typed?.isLeft || waiting > 0 || !isOnDevice) return;
    try {
      const stands = await place.became(typed.own);
      if (stands?.mid !== typed.own.at(-1) && words.typed === typed) become({});
    } catch {
      // Who cannot look takes nothing back.
    }
  }

  function isAllSent(): boolean {
    const { typed } = words;
    return waiting === 0 && (typed === undefined || place.read(typed.text).text === typed.sent);
  }

  /** What is to lie on the disk as a draft; null when nothing is, undefined when that stays as it is. */
  function unkept(): Unkept<Value> | null | undefined {
    const { typed } = words;
    if (!typed || isAllSent()) return undefined;
    const found = place.read(typed.text);
    if (found.text === place.kept && typed.own.length === 0) return null;
    // Of a long text, what could still be kept stays; of a short one it may be another word.
    if ("error" in found) return whileTyping ? undefined : null;
    const { basis: over, own, sent } = typed;
    return { value: found.value, over, own, as: found.text === sent ? own.at(-1) : undefined };
  }

  return {
    words: () => words,
    onWords(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    at(now) {
      place = now;
      // Once something else has stood there, one's own never comes back by itself.
      if (words.typed && !current()) become({ error: words.error });
    },
    type(text) {
      become({ ...words, typed: { ...begun(), text } });
      draft.soon();
      stopPause();
      if (!whileTyping) return;
      stopPause = after(PAUSE_MS, () => keepMeanwhile(true));
      stopLongest ??= after(LONGEST_MS, () => keepMeanwhile(false));
    },
    keep: (taken) => keep(taken),
    leave() {
      draft.put();
      keep(undefined, true);
    },
    drop,
    async isKept() {
      await arrived; // the last in turn
      if (words.error !== undefined) return false;
      await takeBack();
      return true;
    },
  };
}

function isShown(typed: Typed | undefined, over: Over): typed is Typed {
  if (!typed) return false;
  if (typed.isResting && over?.mid === typed.own.at(-1)) return true; // kept as it was typed but for what is trimmed
  return !(typed.isLeft || typed.isResting) || over?.mid === typed.basis?.mid || isEarlier(typed, over);
}

/** One's own change stands there, and a later one is on its way. */
function isEarlier({ own }: Typed, over: Over): boolean {
  return over !== null && own.slice(0, -1).includes(over.mid);
}
