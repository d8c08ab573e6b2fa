import { FormSection, MOST_SECTIONS } from "@cliently/api/domain/note/form";
import { newId } from "@cliently/api/domain/new-id";
import type { Section } from "@cliently/api/domain/note/templates";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { Plus } from "lucide-react";
import { useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import type { DraftThen } from "../../sync/field-draft.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { useAsksFirst } from "../../writing/use-asks-first.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { givenSections } from "./sections.ts";

type Props = {
  sections: readonly Section[];
  /** Takes the draft of it along. */
  onAdd: (section: Section, draft: DraftThen) => Promise<unknown>;
};

const MOST_OFFERED = 6;

/** Another section: one that given templates have, whose words are shared with them, or a new one. */
export function AddSection({ sections, onAdd }: Props) {
  const { world } = useDevice();
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const { send } = useUnsent({ field: "A section", of: "a template", words: typed }, addTyped);
  const wanted = typed.trim();
  const free = givenSections.filter(({ id }) => !sections.some((section) => section.id === id));
  const offered = free.filter(({ name }) => isLike(name, wanted)).slice(0, MOST_OFFERED);

  function add({ id, name }: Section): void {
    if (sections.length >= MOST_SECTIONS) return failed(name, `More than ${MOST_SECTIONS} sections are too many.`);
    if (!FormSection.safeParse({ id, name }).success) return failed(name, "A name has at most 80 letters.");
    setError(undefined);
    setTyped("");
    send((draft) => onAdd({ id, name }, draft)).catch((failure: unknown) => failed(name, whyNotSaved(failure)));
  }

  function failed(name: string, why: string): void {
    setTyped(name);
    setError(why);
  }

  function addTyped(): void {
    if (!wanted) return;
    const given = free.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
    add(given ?? { id: newId(world.clock(), world.random), name: wanted });
  }

  useAsksFirst(wanted !== "");

  return (
    <div className="flex flex-col gap-3">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          addTyped();
        }}
      >
        <TextField
          label="Another section"
          className="min-w-0 flex-1"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          error={error}
        />
        <Button type="submit" icon={<Plus aria-hidden />} isDisabled={wanted === ""}>
          Add
        </Button>
      </form>
      {offered.length > 0 && (
        <div role="group" aria-label="Sections of given templates" className="flex flex-wrap gap-2">
          {offered.map((section) => (
            <Button
              key={section.id}
              size="small"
              variant="ghost"
              icon={<Plus aria-hidden />}
              onPress={() => add(section)}
            >
              {section.name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function isLike(name: string, wanted: string): boolean {
  return name.toLowerCase().includes(wanted.toLowerCase());
}
