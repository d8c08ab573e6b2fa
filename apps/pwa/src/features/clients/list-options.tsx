import type { Row } from "@cliently/api/domain/store";
import { Checkbox } from "@cliently/ui/checkbox";
import { Select } from "@cliently/ui/select";

import type { ClientsView, Order, Who } from "./clients-view.ts";
import { tagsInUse } from "./tags-in-use.ts";

type Props = { view: ClientsView; clients: readonly Row<"client">[]; onView: (view: ClientsView) => void };

const ANY_TAG = "any";

/** Whom of the clients one sees, and in which order. */
export function ListOptions({ view, clients, onView }: Props) {
  const tags = tagsInUse(clients);
  return (
    <div role="group" aria-label="View" className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
        <Select
          label="Show"
          options={WHO}
          value={view.who}
          onChange={(who) => onView({ ...view, who: who as Who })} // one of the options
        />
        <Select
          label="Tag"
          options={[{ id: ANY_TAG, label: "Any tag" }, ...tags.map((tag) => ({ id: `#${tag}`, label: tag }))]}
          value={view.tag === null ? ANY_TAG : `#${view.tag}`}
          onChange={(tag) => onView({ ...view, tag: tag === ANY_TAG ? null : tag.slice(1) })}
        />
        <Select
          label="Sort by"
          options={ORDERS}
          value={view.order}
          onChange={(order) => onView({ ...view, order: order as Order })} // one of the options
        />
      </div>
      <div className="flex flex-wrap gap-x-6">
        <Checkbox isSelected={view.withoutConsent} onChange={(withoutConsent) => onView({ ...view, withoutConsent })}>
          No consent to records
        </Checkbox>
        <Checkbox isSelected={view.minors} onChange={(minors) => onView({ ...view, minors })}>
          Under 18
        </Checkbox>
      </div>
    </div>
  );
}

const WHO: readonly { id: Who; label: string }[] = [
  { id: "active", label: "Clients" },
  { id: "archived", label: "Archived" },
  { id: "all", label: "Clients and archived" },
];

const ORDERS: readonly { id: Order; label: string }[] = [
  { id: "first", label: "First name" },
  { id: "last", label: "Last name" },
  { id: "added", label: "Last added" },
  { id: "note", label: "Last note" },
];
