import { fullName } from "@cliently/api/domain/client/full-name";
import { searchableNouns, searchables } from "@cliently/api/domain/search/searchable";
import { Button } from "@cliently/ui/button";
import { ComboBox } from "@cliently/ui/combo-box";
import { DateField } from "@cliently/ui/date-field";
import { Select } from "@cliently/ui/select";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";

import type { Wanted } from "../../platform/finding.tsx";
import { useRows } from "../../sync/hooks.tsx";

const ANY = "any";
const KINDS = [
  { id: ANY, label: "Everything" },
  ...searchableNouns.map((id) => ({ id, label: searchables[id].plural })),
];

/** What narrows a search: a kind, a client, a time. Put away until it is wanted. */
export function SearchFilters({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const count = [wanted.noun, wanted.clientId, wanted.from, wanted.to].filter((filter) => filter !== null).length;
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <>
      <div className="mt-2 -ml-3 flex flex-wrap gap-2">
        <Button
          variant="ghost"
          size="small"
          icon={<SlidersHorizontal aria-hidden />}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {count === 0 ? "Filters" : `Filters · ${count}`}
        </Button>
        {count > 0 && (
          <Button
            variant="ghost"
            size="small"
            onPress={() => onChange({ ...wanted, noun: null, clientId: null, from: null, to: null })}
          >
            Take all off
          </Button>
        )}
      </div>
      {isOpen && <Fields wanted={wanted} onChange={onChange} />}
    </>
  );
}

function Fields({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const clients = useRows("client", { all: true }) ?? [];
  const options = clients
    .map((client) => ({ id: client.id, label: fullName(client) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return (
    <div className="mt-2 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Select
        label="Kind"
        options={KINDS}
        value={wanted.noun ?? ANY}
        onChange={(id) => onChange({ ...wanted, noun: searchableNouns.find((noun) => noun === id) ?? null })}
      />
      <ComboBox
        label="Client"
        placeholder="Anybody"
        options={options}
        value={wanted.clientId}
        onChange={(clientId) => onChange({ ...wanted, clientId })}
        nothingFound="Nobody of that name"
      />
      <DateField label="From" value={wanted.from} onChange={(from) => onChange({ ...wanted, from })} />
      <DateField label="Until" value={wanted.to} onChange={(to) => onChange({ ...wanted, to })} />
    </div>
  );
}
