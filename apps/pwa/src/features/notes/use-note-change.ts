import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
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
  /** Keeps what was chosen, and says so when it could not be: the control shows what is kept. */
  choose: (changes: NoteChanges) => void;
};

function noteChange(id: string, changes: NoteChanges): Act {
  return { name: "note.change", args: { id, changes } };
}

export function useNoteChange({ id }: Pick<Row<"note">, "id">): Change {
  const mutate = useMutate();
  const attempt = useAttempt();
  return { choose: (changes) => attempt(mutate([noteChange(id, changes)])) };
}

type Field<Value> = {
  name: keyof typeof noteLabels;
  /** What is kept, as it is typed. */
  kept: string;
  read: (typed: string) => Read<Value>;
  /** What it changes. `now`: the note as it is by then. */
  changes: (value: Value, over: Over, now: Row<"note">) => NoteChanges;
  /** Which part of what is kept, when there are several fields for it. */
  part?: string;
  /** What else changes the same, one after the other. */
  turn?: (work: () => Promise<void>) => Promise<void>;
  whileTyping?: boolean;
};

/** A field of the header that is typed. */
export function useNoteField<Value>(note: Row<"note">, { name, part, changes, ...field }: Field<Value>): Kept {
  return useKept({
    ...field,
    field: noteLabels[name],
    of: `the note of ${dayWords(note.startedAt)}`,
    at: { noun: "note", row: note, path: name, part },
    act: (value, over, now) => noteChange(note.id, changes(value, over, now ?? note)),
  });
}
