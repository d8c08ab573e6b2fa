import { clientLabels } from "@cliently/api/domain/client/labels";
import { templates } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Select, type Option } from "@cliently/ui/select";

import { useRows } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";
import { useChange } from "../../writing/use-change.ts";

/** With which template notes about this client begin. */
export function NoteTemplate({ client }: { client: Row<"client"> }) {
  const change = useChange(client);
  const presets = useRows("preset", { all: true });
  const { problem, attempt } = useAttemptHere();
  const chosen = client.noteTemplate ?? NONE;

  return (
    <Select
      label={clientLabels.noteTemplate}
      options={optionsOf(presets ?? [], chosen)}
      value={chosen}
      onChange={(id) => attempt(change("noteTemplate", id === NONE ? null : id))}
      error={problem}
    />
  );
}

const NONE = "none";

/** What is kept comes first; one that was put away is there only while it is chosen. */
function optionsOf(presets: readonly Row<"preset">[], chosen: string): Option[] {
  const own = presets
    .filter(({ kind, status, id }) => kind === "template" && (status === "kept" || id === chosen))
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name, status }) => ({ id, label: name, detail: status === "kept" ? "Your own" : "Put away" }));
  return [{ id: NONE, label: "As their last note" }, ...own, ...templates.map(({ id, name }) => ({ id, label: name }))];
}
