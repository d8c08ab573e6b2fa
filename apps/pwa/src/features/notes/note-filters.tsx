import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { Select } from "@cliently/ui/select";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "wouter";

import { everyNote, isNarrowed, readView, TIMES, withView, type NotesView } from "./notes-view.ts";
import { useTemplateChoices } from "./template-choices.ts";

const ANY = "any";
const TIME_OPTIONS = [
  { id: ANY, label: "Any time" },
  { id: "week", label: "This week" },
  { id: "month", label: "This month" },
  { id: "range", label: "From … until …" },
];

/** Which notes to see, as the address has it. */
export function useNotesView(): [NotesView, (view: NotesView) => void] {
  const [query, setQuery] = useSearchParams();
  return [readView(query), (view) => setQuery(withView(query, view), { replace: true })];
}

/** What narrows the notes: whether they are signed, by what template, of when. Put away until it is wanted. */
export function NoteFilters({ view, onView }: { view: NotesView; onView: (view: NotesView) => void }) {
  const count = [view.template, view.time].filter((filter) => filter !== null).length;
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <div className="mb-3">
      <div className="-ml-3 flex flex-wrap gap-2">
        <Button
          variant="ghost"
          size="small"
          icon={<SlidersHorizontal aria-hidden />}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {count === 0 ? "Filters" : `Filters · ${count}`}
        </Button>
        <Button
          variant="ghost"
          size="small"
          aria-pressed={view.isUnsigned}
          className={view.isUnsigned ? "bg-accent-soft! text-on-accent-soft!" : ""}
          onPress={() => onView({ ...view, isUnsigned: !view.isUnsigned })}
        >
          Not signed
        </Button>
        {isNarrowed(view) && (
          <Button variant="ghost" size="small" onPress={() => onView(everyNote)}>
            Show all notes
          </Button>
        )}
      </div>
      {isOpen && <Fields view={view} onView={onView} />}
    </div>
  );
}

function Fields({ view, onView }: { view: NotesView; onView: (view: NotesView) => void }) {
  const templates = useTemplateChoices();
  return (
    <div className="mt-2 grid gap-4 sm:grid-cols-2">
      <Select
        label="Template"
        options={[{ id: ANY, label: "Any template" }, ...(templates?.options ?? [])]}
        value={view.template ?? ANY}
        onChange={(id) => onView({ ...view, template: id === ANY ? null : id })}
      />
      <Select
        label="Time"
        options={TIME_OPTIONS}
        value={view.time ?? ANY}
        onChange={(id) => onView({ ...view, time: TIMES.find((time) => time === id) ?? null })}
      />
      {view.time === "range" && (
        <div className="flex flex-wrap gap-4 sm:col-span-2">
          <DateField label="From" className="w-fit!" value={view.from} onChange={(from) => onView({ ...view, from })} />
          <DateField label="Until" className="w-fit!" value={view.to} onChange={(to) => onView({ ...view, to })} />
        </div>
      )}
    </div>
  );
}
