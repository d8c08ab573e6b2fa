import { fullName } from "@cliently/api/domain/client/full-name";
import { clientLabels } from "@cliently/api/domain/client/labels";
import { overOf, type Over } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useRef, useState } from "react";

import { whyNotSaved } from "../not-saved.ts";
import { asItIs } from "../sync/hooks.tsx";
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
};

type Place<Value> = {
  /** Where it is written, in words. */
  field: string;
  /** Of whom or what. */
  of: string;
  kept: string;
  over: Over;
  read: (typed: string) => Read<Value>;
  send: (value: Value, over: Over) => Promise<unknown>;
  /** What is typed, as a person reads it. */
  wordsOf?: (typed: string) => string;
};

/**
 * Something on record, written in place: kept when one leaves it, and what is typed stays where it was typed until
 * it is kept, also when it cannot be; when the screen is left nevertheless, the words are held for the person.
 */
export function useKept<Value>({ field, of, kept, over, read, send, wordsOf = asItIs }: Place<Value>): Kept {
  const leaveBehind = useLeaveBehind(field, of);
  const { shown, basis, type, sent, failed, drop } = useTyped(kept, over);
  const [error, setError] = useState<string>();
  // Words that are neither kept nor on their way. Known at once, before anything is drawn anew: Enter and Tab come
  // right after each other, and what is dropped may be gone from the screen with the same press.
  const isOpen = useRef(false);

  function stop(): void {
    isOpen.current = false;
    setError(undefined);
    drop();
  }

  function keep(taken?: string): void {
    if (taken === undefined && !isOpen.current) return;
    const found = read(taken ?? shown);
    if (found.text === kept) return stop();
    if ("error" in found) {
      leaveBehind(wordsOf(found.text));
      return setError(found.error);
    }
    isOpen.current = false;
    setError(undefined);
    sent(found.text);
    send(found.value, basis).catch((failure: unknown) => {
      isOpen.current = true; // leaving the field again tries once more
      failed();
      setError(whyNotSaved(failure));
      leaveBehind(wordsOf(found.text));
    });
  }

  useLeaving(() => keep());
  useUnkept(error !== undefined);

  return {
    shown,
    error,
    type(text) {
      isOpen.current = true;
      type(text);
    },
    keep,
    drop: stop,
  };
}

/** A field of a client that is written as a text. */
export function useKeptField(client: Row<"client">, name: WrittenField): Kept {
  const change = useChange(client);
  return useKept({
    field: clientLabels[name],
    of: fullName(client),
    kept: client[name] ?? "",
    over: overOf(client, name),
    read: (typed) => readField(name, typed),
    send: (value, over) => change(name, value, over),
  });
}
