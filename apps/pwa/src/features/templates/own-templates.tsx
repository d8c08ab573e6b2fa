import { templates, type Template } from "@cliently/api/domain/note/templates";
import type { PresetFields } from "@cliently/api/domain/preset/preset";
import { Button } from "@cliently/ui/button";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import { Menu } from "@cliently/ui/menu";
import { Notice } from "@cliently/ui/notice";
import { Section } from "@cliently/ui/section";
import { Plus } from "lucide-react";
import { useLocation } from "wouter";

import { useAttemptHere } from "../../use-attempt.ts";
import { useNewPreset, type Preset } from "./use-preset.ts";

/** The practitioner's own templates, and the beginning of another: empty, or a copy of one that is there. */
export function OwnTemplates({ own }: { own: readonly Preset[] }) {
  const make = useNewPreset();
  const [, go] = useLocation();
  const { problem, attempt } = useAttemptHere();
  const begin = (fields: PresetFields) => attempt(make(fields).then((id) => go(`/settings/templates/${id}`)));

  const copies = [
    ...own.map(({ name, sections = [] }) => ({ name, sections })),
    ...templates.filter(({ isPrivate }) => !isPrivate),
  ];
  return (
    <Section
      title="Templates"
      description="What a note asks for. Notes that are begun keep what they asked for."
      actions={
        <Menu
          label="New template"
          trigger={
            <Button size="small" icon={<Plus aria-hidden />}>
              New template
            </Button>
          }
          items={[
            { id: "empty", label: "Empty", onAction: () => begin(EMPTY) },
            { id: "line", isSeparator: true },
            ...copies.map((template, place) => ({
              id: String(place),
              label: `Copy of ${template.name}`,
              onAction: () => begin(copyOf(template)),
            })),
          ]}
        />
      }
    >
      {problem && (
        <Notice kind="danger" title="No template was made" isLive>
          {problem}
        </Notice>
      )}
      <List
        label="Your templates"
        items={own}
        empty={
          <p className="px-3 py-2 text-sm text-faint">
            None of your own yet. Begin with a copy of a given one, and make it yours.
          </p>
        }
      >
        {(preset) => (
          <ListRow
            id={preset.id}
            href={`/settings/templates/${preset.id}`}
            textValue={preset.name}
            title={preset.name}
            detail={preset.sections?.map(({ name }) => name).join(" · ")}
          />
        )}
      </List>
    </Section>
  );
}

const EMPTY: PresetFields = { kind: "template", name: "New template", sections: [{ id: "narrative", name: "Note" }] };

/** Its sections keep their ids, so that a note which goes from one to the other keeps its words in their place. */
function copyOf({ name, sections }: Pick<Template, "name" | "sections">): PresetFields {
  return {
    kind: "template",
    name: `${name.slice(0, 50)}, mine`,
    sections: sections.map((section) => ({ ...section })),
  };
}
