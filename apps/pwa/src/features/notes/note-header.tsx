import { overOf } from "@cliently/api/domain/field";
import { templateOf, templates } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { DateField } from "@cliently/ui/date-field";
import { Select } from "@cliently/ui/select";
import { TextLink } from "@cliently/ui/text-link";
import { TimeField } from "@cliently/ui/time-field";
import type { ReactNode } from "react";

import { localDay } from "../../local-day.ts";
import { useMutate } from "../../sync/hooks.tsx";
import { fullName } from "@cliently/api/domain/client/full-name";
import { momentOf, timeOf } from "./moment.ts";

type Props = { note: Row<"note">; client: Row<"client"> | undefined; receipt: ReactNode };

/** Whose note it is, of what kind, of when. Every change is kept at once. */
export function NoteHeader({ note, client, receipt }: Props) {
  const mutate = useMutate();
  const change = (field: "template" | "startedAt", value: string | number) => {
    const over = overOf(note, field);
    const changes =
      field === "template"
        ? { template: { value: String(value), over } }
        : { startedAt: { value: Number(value), over } };
    void mutate([{ name: "note.change", args: { id: note.id, changes } }]);
  };

  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <h1 className="-m-1 line-clamp-2 p-1 text-2xl font-semibold [overflow-wrap:anywhere]">
          {client ? (
            <TextLink href={`/clients/${client.id}`} className="text-ink no-underline hovered:underline">
              {fullName(client)}
            </TextLink>
          ) : (
            "Session note"
          )}
        </h1>
        {receipt}
      </div>
      <div className="mt-4 grid grid-cols-2 gap-2 sm:grid-cols-[12rem_9rem_7.5rem]">
        <Select
          label="Template"
          hideLabel
          className="col-span-2 sm:col-span-1"
          options={templates.map(({ id, name }) => ({ id, label: name }))}
          value={templateOf(note.template).id}
          onChange={(id) => change("template", id)}
        />
        <DateField
          label="Date"
          hideLabel
          value={localDay(note.startedAt)}
          onChange={(day) => day && change("startedAt", momentOf(day, timeOf(note.startedAt)))}
        />
        <TimeField
          label="Start"
          hideLabel
          value={timeOf(note.startedAt)}
          onChange={(time) => time && change("startedAt", momentOf(localDay(note.startedAt), time))}
        />
      </div>
    </header>
  );
}
