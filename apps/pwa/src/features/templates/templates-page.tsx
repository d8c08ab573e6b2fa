import { scaleLabels } from "@cliently/api/domain/measurement/labels";
import { PageHeader } from "@cliently/ui/page-header";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import type { ReactNode } from "react";

import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { EntryList } from "./entry-list.tsx";
import { OwnTemplates } from "./own-templates.tsx";
import type { Part } from "./parts.ts";
import { usePutAway, type Preset } from "./use-preset.ts";

/** What one keeps to use again. `notices`: what has to be decided about one of them. */
export function TemplatesPage({ notices }: { notices: (id: string) => ReactNode }) {
  const read = useReadRows("preset", { all: true });
  const putAway = usePutAway();
  if (!read) return null;
  const all = read.rows.toSorted((a, b) => a.name.localeCompare(b.name) || a.createdAt - b.createdAt);
  const kept = (kind: Preset["kind"]) => all.filter((each) => each.kind === kind && each.status === "kept");
  const gone = all.filter(({ status }) => status === "gone");

  return (
    <>
      <PageHeader title="Templates & snippets" back={{ href: "/settings", label: "Settings" }} />
      <Unreadable noun="template" count={read.unreadable} />
      <div className="flex flex-col gap-10">
        <div className="flex flex-col gap-3">
          {kept("template").map(({ id }) => notices(id))}
          <OwnTemplates own={kept("template")} />
        </div>
        <EntryList
          title="Snippets"
          one="snippet"
          description="Type the word in a note, then a space: its text takes its place. Undo brings the word back."
          kept={kept("snippet")}
          parts={SNIPPET}
          notices={notices}
          fieldsOf={({ name = "", text = "" }) => ({ kind: "snippet", name: name.trim(), text: text.trim() })}
        />
        <EntryList
          title="Scales"
          one="scale"
          description="Something a client rates from 0 to 10."
          kept={kept("scale")}
          parts={SCALE}
          notices={notices}
          fieldsOf={({ name = "", low = "", high = "" }) => ({
            kind: "scale",
            name: name.trim(),
            low: low.trim(),
            high: high.trim(),
          })}
        />
        {gone.length > 0 && (
          <Section title="Put away" description="Not offered any more. What was made with it stays as it is.">
            <ul className="flex flex-col">
              {gone.map((preset) => (
                <li key={preset.id} className="flex min-h-control items-center justify-between gap-3">
                  <span className="min-w-0 [overflow-wrap:anywhere]">
                    {preset.name} <span className="text-sm text-faint">· {KINDS[preset.kind]}</span>
                  </span>
                  <Button size="small" variant="ghost" onPress={() => putAway(preset, "kept")}>
                    Bring back
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    </>
  );
}

const SNIPPET: readonly Part[] = [
  { name: "name", label: "What you type", placeholder: ";slept" },
  { name: "text", label: "What it becomes", multiline: true },
];
const SCALE: readonly Part[] = [
  { name: "name", label: scaleLabels.name },
  { name: "low", label: scaleLabels.low, placeholder: "Not at all" },
  { name: "high", label: scaleLabels.high, placeholder: "Very much" },
];
const KINDS = { template: "template", snippet: "snippet", scale: "scale" } as const;
