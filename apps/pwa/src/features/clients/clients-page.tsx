import { isLead } from "@cliently/api/domain/client/stages";
import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { PageHeader } from "@cliently/ui/page-header";
import { Plus, Users } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo, useState } from "react";

import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { ClientsList } from "./clients-list.tsx";
import { clientsIn, isNarrowed, type ClientsView } from "./clients-view.ts";
import { useBeside } from "./use-beside.ts";

// The list does not wait for them.
const NewClientDialog = lazy(() =>
  import("./new-client-dialog.tsx").then((file) => ({ default: file.NewClientDialog })),
);
const ListTools = lazy(() => import("./list-tools.tsx").then((file) => ({ default: file.ListTools })));
const Elsewhere = lazy(() => import("./elsewhere.tsx").then((file) => ({ default: file.Elsewhere })));
const ChoosingBar = lazy(() => import("./choosing-bar.tsx").then((file) => ({ default: file.ChoosingBar })));

/** With fewer, one sees everybody at once. */
const WORTH_FINDING = 8;

type Props = { view: ClientsView; onView: (view: ClientsView) => void };

/** Everybody the practitioner works with, and has worked with. */
export function ClientsPage({ view, onView }: Props) {
  const read = useReadRows("client", { all: true });
  const beside = useBeside(view);
  const settled = useDeferredValue(view); // a key is on the screen before the list is
  const [isAdding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const rows = read?.rows;
  const shown = useMemo(() => rows && beside && clientsIn(settled, rows, beside), [rows, beside, settled]);
  if (!read || !rows) return null;

  const { unreadable } = read;
  const archived = rows.filter(({ status }) => status === "archived").length;
  const leads = rows.filter(isLead).length;
  const count = rows.length - archived - leads + unreadable;
  const isEmpty = rows.length - leads === 0;

  return (
    <>
      <PageHeader
        title="Clients"
        {...(count ? { detail: count === 1 ? "1 person" : `${count} people` } : {})}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
            New client
          </Button>
        }
      />
      <Unreadable noun="client" count={unreadable} />
      {(rows.length >= WORTH_FINDING || archived > 0) && (
        <Suspense fallback={<div className="mb-4 min-h-control" />}>
          <ListTools
            view={view}
            clients={rows}
            count={shown?.length}
            onView={onView}
            onChoose={chosen ? undefined : () => setChosen(new Set())}
          />
        </Suspense>
      )}
      <Suspense>
        {chosen && (
          <ChoosingBar
            clients={rows}
            chosen={chosen}
            onMoved={() => setChosen(new Set())}
            onDone={() => setChosen(undefined)}
          />
        )}
      </Suspense>
      {shown && (
        <ClientsList
          clients={shown}
          isLong={rows.length > MANY}
          chosen={chosen}
          onChoose={setChosen}
          empty={
            isEmpty && unreadable > 0 ? null : isEmpty ? (
              <EmptyState
                icon={<Users aria-hidden />}
                title={leads ? "No clients yet" : "Nobody here yet"}
                actions={
                  <Button variant="primary" onPress={() => setAdding(true)}>
                    Add your first client
                  </Button>
                }
              >
                A first name is enough to begin with.
              </EmptyState>
            ) : view.text ? (
              <EmptyState title="Nobody of that name, tag, e-mail or phone">
                Try another spelling, or fewer letters.
              </EmptyState>
            ) : isNarrowed(view) ? (
              <EmptyState title="Nobody in this view" />
            ) : (
              <EmptyState title="Everybody is archived" />
            )
          }
        />
      )}
      <Suspense>
        {(archived > 0 || leads > 0) && (
          <Elsewhere
            archived={view.who === "active" ? archived : 0}
            leads={leads}
            onArchived={() => onView({ ...view, who: "archived" })}
          />
        )}
      </Suspense>
      {isAdding && (
        <Suspense>
          <NewClientDialog isOpen onOpenChange={setAdding} />
        </Suspense>
      )}
    </>
  );
}

/** From how many on only those in sight are put on the page. */
const MANY = 60;
