import { fullName } from "@cliently/api/domain/client/full-name";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { overOf, type Over } from "@cliently/api/domain/field";
import { valueOf } from "@cliently/api/domain/field-path";
import type { Row } from "@cliently/api/domain/store";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useEffect, useState, useSyncExternalStore } from "react";

import { asItIs, useDevice } from "../sync/hooks.tsx";
import { readRow } from "../sync/read-row.ts";
import type { Place } from "../sync/undecided.ts";
import { useInHand } from "./fields-in-hand.tsx";
import { keeping, shownIn } from "./keeping.ts";
import { readField, type Read, type WrittenField } from "./read-field.ts";
import { useUnkept } from "./unkept-fields.ts";
import { useChange } from "./use-change.ts";
import { useLeaveBehind } from "./use-leave-behind.ts";

export type Kept = {
  shown: string;
  error: string | undefined;
  type: (text: string) => void;
  /** Keeps what is typed, or a text that was taken instead of typing. */
  keep: (taken?: string) => void;
  /** What is typed is not wanted: it is kept neither now nor on leaving. */
  drop: () => void;
  /** Resolves once nothing is on its way any more: whether all that was to be kept is. */
  isKept: () => Promise<boolean>;
};

type Written<Value> = {
  /** Where it is written, in words. */
  field: string;
  /** Of whom or what. */
  of: string;
  kept: string;
  /** Where that stands: a field, or an entry, of a row as the person sees it. */
  at: { noun: Place["noun"]; row: { id: string } & Parameters<typeof overOf>[0]; path: string };
  read: (typed: string) => Read<Value>;
  /** `isLeaving`: the field may be gone by the time that a rule says no. */
  send: (value: Value, over: Over, isLeaving: boolean) => Promise<unknown>;
  /** What is typed, as a person reads it. */
  wordsOf?: (typed: string) => string;
  /** Also kept while somebody writes on, when they pause: for texts of several lines, which take minutes. */
  whileTyping?: boolean;
};

/**
 * Something on record, written in place: kept when one leaves it, and what is typed stays where it was typed until
 * it is kept, also when it cannot be; when the screen is left nevertheless, the words are held for the person.
 */
export function useKept<Value>(written: Written<Value>): Kept {
  const { field, of, kept, at, read, send, wordsOf = asItIs, whileTyping = false } = written;
  const leaveBehind = useLeaveBehind(field, of);
  const device = useDevice();
  const { noun, row, path } = at;
  const place = {
    kept,
    over: overOf(row, path),
    read,
    send,
    async became(value: Value) {
      const now = await readRow(device, noun, row.id);
      return now && isSame(valueOf(now, path), value) ? overOf(now, path) : undefined;
    },
    leaveBehind: (words: string) => leaveBehind(wordsOf(words)),
  };
  const [words] = useState(() => keeping(place, { whileTyping, after: device.world.after, underWay: device.underWay }));
  const state = useSyncExternalStore(words.onWords, words.words);
  useEffect(() => words.at(place));
  useLeaving(words.leave);
  useUnkept(state.error !== undefined);

  const shown = shownIn(state, kept);
  useInHand(shown !== kept);

  const { type, keep, drop, isKept } = words;
  return { shown, error: state.error, type, keep, drop, isKept };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A field of a client that is written as a text. */
export function useKeptField(client: Row<"client">, name: WrittenField, { whileTyping = false } = {}): Kept {
  const change = useChange(client);
  return useKept({
    field: clientLabels[name],
    of: fullName(client),
    kept: client[name] ?? "",
    at: { noun: "client", row: client, path: name },
    read: (typed) => readField(name, typed),
    send: (value, over) => change(name, value, over),
    whileTyping,
  });
}
