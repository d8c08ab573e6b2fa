import { Checkbox } from "@cliently/ui/checkbox";
import { SearchField } from "@cliently/ui/search-field";
import { Select } from "@cliently/ui/select";

import type { Wanted } from "./columns.ts";

type Props = { wanted: Wanted; sources: readonly string[]; onChange: (wanted: Wanted) => void };

const ANY = "";

/** Which leads to see: by words, by how they came, or only those who wait too long. */
export function LeadFilters({ wanted, sources, onChange }: Props) {
  return (
    <>
      <SearchField
        label="Find a lead"
        placeholder="Name, number, tag"
        value={wanted.text}
        onChange={(text) => onChange({ ...wanted, text })}
        className="max-w-64 max-sm:max-w-none"
      />
      {sources.length > 0 && (
        <Select
          label="Source"
          hideLabel
          options={[{ id: ANY, label: "Any source" }, ...sources.map((source) => ({ id: source, label: source }))]}
          value={wanted.source ?? ANY}
          onChange={(source) => onChange({ ...wanted, source: source === ANY ? null : source })}
          className="w-44!"
        />
      )}
      <Checkbox isSelected={wanted.isOverdueOnly} onChange={(isOverdueOnly) => onChange({ ...wanted, isOverdueOnly })}>
        Overdue only
      </Checkbox>
    </>
  );
}
