import type { PresetFields } from "@cliently/api/domain/preset/preset";
import { Button } from "@cliently/ui/button";
import { IconButton } from "@cliently/ui/icon-button";
import { Section } from "@cliently/ui/section";
import { Archive, Plus } from "lucide-react";
import { useState, type ReactNode } from "react";

import { NewEntry } from "./new-entry.tsx";
import { GRID, type Part } from "./parts.ts";
import { PresetText } from "./preset-text.tsx";
import { usePutAway, type Preset } from "./use-preset.ts";

type Props = {
  title: string;
  description: string;
  /** What one of them is called: "snippet". */
  one: string;
  kept: readonly Preset[];
  parts: readonly Part[];
  /** What is kept of a new one; undefined as long as too little is written. */
  fieldsOf: (written: Record<string, string>) => PresetFields | undefined;
  notices: (id: string) => ReactNode;
};

/** Things with a name and a few words, each written in place. */
export function EntryList({ title, description, one, kept, parts, fieldsOf, notices }: Props) {
  const [isAdding, setAdding] = useState(false);
  const putAway = usePutAway();

  return (
    <Section
      title={title}
      description={description}
      actions={
        <Button size="small" icon={<Plus aria-hidden />} onPress={() => setAdding(true)} isDisabled={isAdding}>
          New {one}
        </Button>
      }
    >
      {isAdding && <NewEntry one={one} parts={parts} fieldsOf={fieldsOf} onDone={() => setAdding(false)} />}
      {kept.length === 0 && !isAdding && <p className="text-sm text-faint">None yet.</p>}
      {kept.map((preset) => (
        <div key={preset.id} role="group" aria-label={preset.name} className="flex flex-col gap-2">
          {notices(preset.id)}
          <div className="flex items-end gap-1">
            <div className={GRID}>
              {parts.map(({ name, label, multiline = false }) => (
                <PresetText
                  key={name}
                  preset={preset}
                  name={name}
                  label={label}
                  multiline={multiline}
                  rows={1}
                  description={name === "name" && isTwice(preset, kept) ? TWICE : undefined}
                />
              ))}
            </div>
            <IconButton
              label={`Put away ${preset.name}`}
              icon={<Archive aria-hidden />}
              onPress={() => putAway(preset, "gone")}
            />
          </div>
        </div>
      ))}
    </Section>
  );
}

const TWICE = "Another one is called the same; the newer one is put in.";

function isTwice({ id, kind, name }: Preset, kept: readonly Preset[]): boolean {
  return kind === "snippet" && kept.some((other) => other.id !== id && other.name === name);
}
