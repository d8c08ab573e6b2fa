import { overOf } from "@cliently/api/domain/field";
import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Time } from "@cliently/api/domain/text";
import { DateField } from "@cliently/ui/date-field";
import { FieldToCome } from "@cliently/ui/field";
import { Select } from "@cliently/ui/select";
import { TimeField } from "@cliently/ui/time-field";
import { clsx } from "clsx";
import { memo, useState, type ReactNode } from "react";

import { inTurn } from "../../local/in-turn.ts";
import { useIsPainted } from "../../platform/after-paint.tsx";
import { localDay } from "../../platform/days.ts";
import { useRows } from "../../sync/hooks.tsx";
import type { Kept } from "../../writing/use-kept.ts";
import { timeOf } from "./moment.ts";
import { startChanges, startDay, startTime, type StartPart } from "./session-start.ts";
import { endOf, lengthWords } from "./session-time.ts";
import { templateChoices } from "./template-choices.ts";
import { useNoteChange, useNoteField } from "./use-note-change.ts";

/**
 * By what template a note is written, and of when it is. Not drawn anew with every key that is typed below it; and not before
 * the text is there to be read, which is what one came for.
 */
export const HeaderFields = memo(function HeaderFields({ note }: { note: Row<"note"> }) {
  const isPainted = useIsPainted();
  const length = lengthWords(note);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isPainted ? <Fields note={note} /> : <FieldsToCome />}
      {length && (
        <span className={clsx("px-1 text-sm figures", length.isOdd ? "text-need" : "text-soft")}>{length.words}</span>
      )}
    </div>
  );
});

/** The template beside the day on a phone as well: what is written begins higher up. */
const templateWidth = "min-w-32 flex-1 sm:max-w-48";

function Fields({ note }: { note: Row<"note"> }) {
  const presets = useRows("preset", { all: true });
  const { options, choiceOf } = templateChoices(presets ?? [], note.template);
  const { choose } = useNoteChange(note);
  // When the session was is typed in three fields, and is one thing: whichever is kept later builds on what is there by then.
  const [turn] = useState(inTurn);

  function chooseTemplate(id: string): void {
    const value = choiceOf(id);
    if (value !== undefined && id !== templateOf(note.template).id)
      choose({ template: { value, over: overOf(note, "template") } });
  }

  return (
    <>
      <Select
        label="Template"
        hideLabel
        className={templateWidth}
        options={options}
        value={templateOf(note.template).id}
        onChange={chooseTemplate}
      />
      <Day note={note} turn={turn} />
      <FromTo from={<Start note={note} turn={turn} />} to={<End note={note} turn={turn} />} />
    </>
  );
}

/** As large as the fields will be: nothing moves when they are there. */
function FieldsToCome() {
  return (
    <>
      <FieldToCome className={templateWidth} />
      <FieldToCome className="w-36!" />
      <FromTo from={<FieldToCome className="w-30!" />} to={<FieldToCome className="w-30!" />} />
    </>
  );
}

function FromTo({ from, to }: { from: ReactNode; to: ReactNode }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {from}
      <span aria-hidden className="text-faint">
        –
      </span>
      {to}
    </span>
  );
}

type Moment = { note: Row<"note">; turn: (work: () => Promise<void>) => Promise<void> };

function Day({ note, turn }: Moment) {
  const { shown, error, type, keep } = useStart(note, turn, startDay, localDay(note.startedAt));
  return (
    <DateField
      label="Date"
      hideLabel
      className="w-fit!"
      value={shown || null}
      onChange={(day) => type(day ?? "")}
      onBlur={() => keep()}
      error={error}
    />
  );
}

function Start({ note, turn }: Moment) {
  return <Clock label="Start" field={useStart(note, turn, startTime, timeOf(note.startedAt))} />;
}

/** A part of when a session began. */
function useStart(note: Row<"note">, turn: Moment["turn"], start: StartPart, kept: string): Kept {
  return useNoteField<string>(note, {
    name: "startedAt",
    part: start.part,
    kept,
    turn,
    read(text) {
      const found = Time.safeParse(start.meant(text, note));
      return found.success ? { text, value: text } : { text, error: "When was it?" };
    },
    changes: (text, over, now) => startChanges(start, text, over, now),
  });
}

function End({ note, turn }: Moment) {
  const { endedAt } = note;
  const field = useNoteField<string>(note, {
    name: "endedAt",
    part: "end", // a new day moves it along: only another end is in the way of what is typed
    kept: endedAt === null || endedAt === undefined ? "" : timeOf(endedAt),
    turn,
    read: (text) => ({ text, value: text }),
    changes: (text, over, now) => ({ endedAt: { value: text ? endOf(now.startedAt, text) : null, over } }),
  });
  return <Clock label="End" field={field} />;
}

/** A time of the day that one types. */
function Clock({ label, field }: { label: string; field: Kept }) {
  const { shown, error, type, keep } = field;
  return (
    <TimeField
      label={label}
      hideLabel
      className="w-fit!"
      value={shown || null}
      onChange={(time) => type(time ?? "")}
      onBlur={() => keep()}
      error={error}
    />
  );
}
