import type { MutationArgs } from "@cliently/api/domain/catalogue";
import { Refused } from "@cliently/api/domain/mutation";
import type { Row } from "@cliently/api/domain/store";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import type { Over } from "@cliently/api/domain/field";
import { useRef, useState } from "react";

import { NOT_SAVED } from "../../not-saved.ts";
import { useMutate } from "../../sync/hooks.tsx";
import { useTell } from "../../toasts.tsx";

export type NoteChanges = MutationArgs<"note.change">["changes"];

type Change = {
  /** Keeps header fields; throws when they could not be. */
  change: (changes: NoteChanges) => Promise<unknown>;
  /** Keeps what was chosen, and says so when it could not be: the control shows what is kept. */
  choose: (changes: NoteChanges) => void;
};

export function useNoteChange({ id }: Pick<Row<"note">, "id">): Change {
  const mutate = useMutate();
  const tell = useTell();
  const change = (changes: NoteChanges) => mutate([{ name: "note.change", args: { id, changes } }]);
  return {
    change,
    choose: (changes) => void change(changes).catch((failure: unknown) => tell({ text: whyNot(failure) })),
  };
}

/** What is typed, as it would be kept, or why it cannot be. */
export type Read<Value> = { value: Value } | { error: string };

type Field<Value> = {
  /** What is kept, as it is typed. */
  kept: string;
  over: Over;
  read: (typed: string) => Read<Value>;
  send: (value: Value, over: Over) => Promise<unknown>;
};

/**
 * A field of the header that is typed: it is kept when one leaves it, or the note; what cannot be kept stays in it and
 * says why.
 */
export function useNoteField<Value>({ kept, over, read, send }: Field<Value>): {
  shown: string;
  error: string | undefined;
  type: (text: string) => void;
  keep: () => void;
} {
  const { shown, basis, type, sent, drop } = useTyped(kept, over);
  const [error, setError] = useState<string>();
  // Whether words are neither kept nor on their way. Known at once: Enter and leaving come right after each other.
  const isOpen = useRef(false);

  function keep(): void {
    if (!isOpen.current) return;
    const found = read(shown);
    if ("error" in found) return setError(found.error);
    isOpen.current = false;
    setError(undefined);
    if (shown === kept) return drop();
    sent(shown);
    send(found.value, basis).catch((failure: unknown) => {
      isOpen.current = true; // leaving it again tries once more
      type(shown);
      setError(whyNot(failure));
    });
  }

  useLeaving(keep);

  return {
    shown,
    error,
    type(text) {
      isOpen.current = true;
      type(text);
    },
    keep,
  };
}

function whyNot(failure: unknown): string {
  if (!(failure instanceof Refused)) return NOT_SAVED;
  return failure.reason === "note-signed"
    ? "This note is signed, so this was not changed. It can be said in an addendum."
    : "This could not be kept. Copy it before you go on.";
}
