import { goalsToTouch } from "@cliently/api/domain/goal/touched";
import { entryField } from "@cliently/api/domain/field-path";
import { overOf } from "@cliently/api/domain/field";
import { mediumLabels, noteLabels, settingLabels } from "@cliently/api/domain/note/labels";
import { MOST_TOUCHED_GOALS, NoteMedium, NoteSetting, noteShape } from "@cliently/api/domain/note/note";
import type { Row } from "@cliently/api/domain/store";
import { Checkbox } from "@cliently/ui/checkbox";
import { Select } from "@cliently/ui/select";
import { TextField } from "@cliently/ui/text-field";

import { readText } from "../../writing/read-field.ts";
import { useNoteChange, useNoteField } from "./use-note-change.ts";

const NOT_SAID = "not-said";

type Props = { note: Row<"note">; goals: readonly Row<"goal">[] };

/** What else there is to say of a session: which it was, how it was held, who was there, what it was about. */
export function SessionDetails({ note, goals }: Props) {
  const { choose } = useNoteChange(note);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SessionNumber note={note} />
      <Select
        label={noteLabels.setting}
        options={optionsOf(settingLabels)}
        value={note.setting ?? NOT_SAID}
        onChange={(id) =>
          choose({ setting: { value: NoteSetting.nullable().catch(null).parse(id), over: overOf(note, "setting") } })
        }
      />
      <Select
        label={noteLabels.medium}
        options={optionsOf(mediumLabels)}
        value={note.medium ?? NOT_SAID}
        onChange={(id) =>
          choose({ medium: { value: NoteMedium.nullable().catch(null).parse(id), over: overOf(note, "medium") } })
        }
      />
      <Present note={note} />
      <Goals note={note} goals={goals} />
    </div>
  );
}

function optionsOf(labels: Record<string, string>) {
  return [{ id: NOT_SAID, label: "Not said" }, ...Object.entries(labels).map(([id, label]) => ({ id, label }))];
}

function SessionNumber({ note }: { note: Row<"note"> }) {
  const { shown, error, type, keep } = useNoteField<number | null>(note, {
    name: "number",
    kept: note.number ? String(note.number) : "",
    read(typed) {
      const text = typed.trim();
      if (text === "") return { text, value: null };
      return /^[1-9]\d{0,3}$/.test(text) ? { text, value: Number(text) } : { text, error: "A number from 1 to 9999." };
    },
    changes: (value, over) => ({ number: { value, over } }),
  });
  return (
    <TextField
      label={noteLabels.number}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}

function Present({ note }: { note: Row<"note"> }) {
  const { shown, error, type, keep } = useNoteField<string>(note, {
    name: "present",
    kept: note.present ?? "",
    read: (text) => readText(noteShape.present, text),
    changes: (value, over) => ({ present: { value, over } }),
  });
  return (
    <TextField
      label={noteLabels.present}
      className="sm:col-span-3"
      placeholder="Who was there beside the client"
      autoComplete="off"
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}

function Goals({ note, goals }: Props) {
  const { choose } = useNoteChange(note);
  const offered = goalsToTouch(note, goals);
  if (offered.length === 0) return null;
  const isFull = Object.keys(note.goals ?? {}).length >= MOST_TOUCHED_GOALS;
  return (
    <fieldset className="sm:col-span-3">
      <legend className="text-sm font-medium">Goals touched</legend>
      {offered.map(({ id, title }) => {
        const isTouched = note.goals?.[id] === true;
        return (
          <Checkbox
            key={id}
            isSelected={isTouched}
            isDisabled={isFull && note.goals?.[id] === undefined}
            onChange={(touched) =>
              choose({ goals: { [id]: { value: touched || null, over: overOf(note, entryField("goals", id)) } } })
            }
          >
            <span className="[overflow-wrap:anywhere]">{title}</span>
          </Checkbox>
        );
      })}
    </fieldset>
  );
}
