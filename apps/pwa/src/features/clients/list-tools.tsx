import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { SearchField } from "@cliently/ui/search-field";
import { ListChecks, SlidersHorizontal } from "lucide-react";
import { Suspense, useState } from "react";

import { lazyScreen } from "../../platform/lazy-screen.tsx";
import { firstView, isNarrowed, type ClientsView } from "./clients-view.ts";

const ListOptions = lazyScreen(() => import("./list-options.tsx").then((file) => file.ListOptions));

type Props = {
  view: ClientsView;
  clients: readonly Row<"client">[];
  /** How many there are in this view. */
  count: number | undefined;
  onView: (view: ClientsView) => void;
  /** Begins to choose several clients; absent while one does. */
  onChoose: (() => void) | undefined;
};

/** Finding among the clients, looking at some of them, and choosing several. */
export function ListTools({ view, clients, count, onView, onChoose }: Props) {
  const [isViewOpen, setViewOpen] = useState(isNarrowed(view));
  return (
    <>
      <div className="mb-4 flex items-center gap-1 sm:gap-2">
        <SearchField
          label="Find by name, tag, e-mail or phone"
          placeholder="Find"
          value={view.text}
          onChange={(text) => onView({ ...view, text })}
          className="max-w-sm min-w-0 flex-1"
        />
        <Button
          variant="ghost"
          className="max-sm:px-3!"
          icon={<SlidersHorizontal aria-hidden />}
          aria-expanded={isViewOpen}
          onPress={() => setViewOpen(!isViewOpen)}
        >
          <span className="max-sm:sr-only">View</span>
        </Button>
        <Button
          variant="ghost"
          className="max-sm:px-3!"
          icon={<ListChecks aria-hidden />}
          isDisabled={onChoose === undefined}
          onPress={() => onChoose?.()}
        >
          <span className="max-sm:sr-only">Choose</span>
        </Button>
      </div>
      <Suspense>
        {isViewOpen && (
          <div className="mb-4">
            <ListOptions view={view} clients={clients} onView={onView} />
          </div>
        )}
      </Suspense>
      {isNarrowed(view) && count !== undefined && (
        <p role="status" className="mb-2 flex flex-wrap items-center gap-x-3 text-sm text-soft figures">
          {`${count} ${count === 1 ? "person" : "people"} in this view`}
          <Button
            size="small"
            variant="ghost"
            onPress={() => onView({ ...firstView, text: view.text, order: view.order })}
          >
            Show all clients
          </Button>
        </p>
      )}
    </>
  );
}
