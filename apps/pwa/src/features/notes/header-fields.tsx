import { overOf } from "@cliently/api/domain/field";
import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Time } from "@cliently/api/domain/text";
import { DateField } from "@cliently/ui/date-field";
import { Select } from "@cliently/ui/select";
import { TimeField } from "@cliently/ui/time-field";
import { clsx } from "clsx";
import { memo } from "react";

import { localDay } from "../../platform/days.ts";
import { useRows } from "../../sync/hooks.tsx";
import { momentOf, timeOf } from "./moment.ts";
import type { Kept } from "../../writing/use-kept.ts";
import { endOf, endWith, lengthWords } from "./session-time.ts";
import { templateChoices } from "./template-choices.ts";
import { useNoteChange, useNoteField } from "./use-note-change.ts";

/** By what template a note is written, and of when it is. Not drawn anew with every key that is typed below it. */
export const HeaderFields = memo(function HeaderFields({ note }: { note: Row<"note"> }) {
  const presets = useRows("preset", { all: true });
  const { options, choiceOf } = templateChoices(presets ?? [], note.template);
  const { choose } = useNoteChange(note);
  const length = lengthWords(note);

  function chooseTemplate(id: string): void {
    const value = choiceOf(id);
    if (value !== undefined && id !== templateOf(note.template).id)
      choose({ template: { value, over: overOf(note, "template") } });
  }

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label="Template"
        hideLabel
        className="sm:w-48!"
        options={options}
        value={templateOf(note.template).id}
        onChange={chooseTemplate}
      />
      <Day note={note} />
      <span className="flex flex-wrap items-center gap-2">
        <Start note={note} />
        <span aria-hidden className="text-faint">
          –
        </span>
        <End note={note} />
      </span>
      {length && (
        <span className={clsx("px-1 text-sm figures", length.isOdd ? "text-need" : "text-soft")}>{length.words}</span>
      )}
    </div>
  );
});

/** As wide as its parts: the line is short, and a phone is narrow. */
const fitting = "w-fit! *:min-w-0!";

function Day({ note }: { note: Row<"note"> }) {
  const { shown, error, type, keep } = useStart(note, "day", localDay(note.startedAt), (day) => {
    if (day < "1970-01-02") return undefined;
    return momentOf(day, timeOf(note.startedAt));
  });
  return (
    <DateField
      label="Date"
      hideLabel
      className={fitting}
      value={shown || null}
      onChange={(day) => type(day ?? "")}
      onBlur={() => keep()}
      error={error}
    />
  );
}

function Start({ note }: { note: Row<"note"> }) {
  const field = useStart(note, "time", timeOf(note.startedAt), (time) =>
    time ? momentOf(localDay(note.startedAt), time) : undefined,
  );
  return <Clock label="Start" field={field} />;
}

/** A part of when a session began; its end goes along. */
function useStart(
  note: Row<"note">,
  part: "day" | "time",
  kept: string,
  momentOfTyped: (typed: string) => number | undefined,
) {
  return useNoteField<number>(note, {
    name: "startedAt",
    part,
    kept,
    read(text) {
      const found = Time.safeParse(momentOfTyped(text));
      return found.success ? { text, value: found.data } : { text, error: "When was it?" };
    },
    changes(value, over) {
      const endedAt = endWith(value, note);
      return {
        startedAt: { value, over },
        ...(endedAt === (note.endedAt ?? null) ? {} : { endedAt: { value: endedAt, over: overOf(note, "endedAt") } }),
      };
    },
  });
}

function End({ note }: { note: Row<"note"> }) {
  const { endedAt } = note;
  const field = useNoteField<number | null>(note, {
    name: "endedAt",
    kept: endedAt === null || endedAt === undefined ? "" : timeOf(endedAt),
    read: (text) => ({ text, value: text ? endOf(note.startedAt, text) : null }),
    changes: (value, over) => ({ endedAt: { value, over } }),
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
      className={fitting}
      value={shown || null}
      onChange={(time) => type(time ?? "")}
      onBlur={() => keep()}
      error={error}
    />
  );
}
