import type { MutationArgs } from "@cliently/api/domain/catalogue";
import type { Over } from "@cliently/api/domain/field";
import { noteLabels } from "@cliently/api/domain/note/labels";
import type { Row } from "@cliently/api/domain/store";

import { dayWords } from "../../platform/days.ts";
import { useMutate } from "../../sync/hooks.tsx";
import { useAttempt } from "../../use-attempt.ts";
import type { Read } from "../../writing/read-field.ts";
import { useKept, type Kept } from "../../writing/use-kept.ts";

export type NoteChanges = MutationArgs<"note.change">["changes"];

type Change = {
  /** Keeps header fields; throws when they could not be. */
  change: (changes: NoteChanges) => Promise<unknown>;
  /** Keeps what was chosen, and says so when it could not be: the control shows what is kept. */
  choose: (changes: NoteChanges) => void;
};

export function useNoteChange({ id }: Pick<Row<"note">, "id">): Change {
  const mutate = useMutate();
  const attempt = useAttempt();
  const change = (changes: NoteChanges) => mutate([{ name: "note.change", args: { id, changes } }]);
  return {
    change,
    choose: (changes) => attempt(change(changes)),
  };
}

type Field<Value> = {
  name: keyof typeof noteLabels;
  /** What is kept, as it is typed. */
  kept: string;
  read: (typed: string) => Read<Value>;
  send: (value: Value, over: Over) => Promise<unknown>;
  whileTyping?: boolean;
};

/** A field of the header that is typed. */
export function useNoteField<Value>(note: Row<"note">, { name, ...field }: Field<Value>): Kept {
  return useKept({
    ...field,
    field: noteLabels[name],
    of: `the note of ${dayWords(note.startedAt)}`,
    at: { noun: "note", row: note, path: name },
  });
}
