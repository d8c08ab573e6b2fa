import { fullName } from "@cliently/api/domain/client/full-name";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { overOf } from "@cliently/api/domain/field";
import { newId } from "@cliently/api/domain/new-id";
import type { Noun, Row } from "@cliently/api/domain/store";
import { useEffect, useState, useSyncExternalStore } from "react";

import { asItIs, useDevice, useMutate } from "../sync/hooks.tsx";
import { useFieldHere } from "./fields-here.ts";
import { keeping, shownIn } from "./keeping.ts";
import { onDevice, type FieldOf } from "./on-device.ts";
import { readField, type Read, type WrittenField } from "./read-field.ts";
import { clientChange } from "./use-change.ts";
import { useAsksFirst } from "./use-asks-first.ts";
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

type Written<Value, N extends Noun> = {
  /** Where it is written, in words. */
  field: string;
  /** Of whom or what. */
  of: string;
  kept: string;
  at: Pick<FieldOf<Value, N>, "noun" | "row" | "path" | "part">;
  read: (typed: string) => Read<Value>;
  /** What is typed, as a person reads it. */
  wordsOf?: (typed: string) => string;
  /** Also kept while somebody writes on: for texts of several lines, which take minutes. */
  whileTyping?: boolean;
  /** What else changes the same value, one after the other. */
  turn?: (work: () => Promise<void>) => Promise<void>;
} & Pick<FieldOf<Value, N>, "act" | "begin">;

/**
 * Something on record, written in place: kept when one leaves it, and what is typed stays where it was typed until
 * it is kept, also when it cannot be; when the screen is left nevertheless, the words are held for the person. When the
 * page goes, they lie in the box as a draft.
 */
export function useKept<Value, N extends Noun>(written: Written<Value, N>): Kept {
  const { field, of, kept, at, read, act, begin, wordsOf = asItIs, whileTyping = false, turn } = written;
  const leaveBehind = useLeaveBehind(field, of);
  const device = useDevice();
  const mutate = useMutate();
  const { world, underWay } = device;
  const place = {
    kept,
    over: overOf(at.row, at.path),
    read,
    ...onDevice(device, mutate, { ...at, act, begin }),
    leaveBehind: (words: string) => leaveBehind(wordsOf(words)),
  };
  const { clock, after, random } = world;
  const [words] = useState(() =>
    keeping(place, { whileTyping, clock, after, mid: () => newId(clock(), random), underWay, turn }),
  );
  const state = useSyncExternalStore(words.onWords, words.words);
  useEffect(() => words.at(place));
  useEffect(() => {
    const forget = world.page.on("leaving", words.leave);
    return () => {
      forget();
      words.leave();
    };
  }, [world, words]);
  const shown = shownIn(state, place);
  useFieldHere({ isInHand: shown !== kept, isUnkept: state.error !== undefined }, words);
  useAsksFirst(shown !== kept && "error" in read(shown)); // of what is not to be kept as it is, no draft is made either

  const { type, keep, drop, isKept } = words;
  return { shown, error: state.error, type, keep, drop, isKept };
}

/** A field of a client that is written as a text. */
export function useKeptField(client: Row<"client">, name: WrittenField, { whileTyping = false } = {}): Kept {
  return useKept({
    field: clientLabels[name],
    of: fullName(client),
    kept: client[name] ?? "",
    at: { noun: "client", row: client, path: name },
    read: (typed) => readField(name, typed),
    act: (value, over) => clientChange(client.id, { [name]: { value, over } }),
    whileTyping,
  });
}
