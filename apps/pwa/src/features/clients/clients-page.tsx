import { isLead } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { PageHeader } from "@cliently/ui/page-header";
import { TextLink } from "@cliently/ui/text-link";
import { Plus } from "lucide-react";
import { Suspense, useDeferredValue, useMemo, useState, type ReactNode } from "react";

import { lazyPart, lazyScreen } from "../../platform/lazy-screen.tsx";
import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { ClientsList } from "./clients-list.tsx";
import { clientsIn, type ClientsView } from "./clients-view.ts";
import { useBeside } from "./use-beside.ts";

// The list does not wait for them.
const NewClientDialog = lazyScreen(() => import("./new-client-dialog.tsx").then((file) => file.NewClientDialog));
const ListTools = lazyPart(() => import("./list-tools.tsx").then((file) => file.ListTools));
const NoClients = lazyPart(() => import("./no-clients.tsx").then((file) => file.NoClients));
const ChoosingBar = lazyPart(() => import("./choosing-bar.tsx").then((file) => file.ChoosingBar));

/** With fewer, one sees everybody at once. */
const WORTH_FINDING = 8;

type Props = {
  view: ClientsView;
  onView: (view: ClientsView) => void;
  /** Brings people in by a file, and takes those who are listed along in one. */
  files: (clients: readonly Row<"client">[]) => ReactNode;
};

/** Everybody the practitioner works with, and has worked with. */
export function ClientsPage({ view, onView, files }: Props) {
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
          <>
            {files(shown ?? [])}
            <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
              New client
            </Button>
          </>
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
            !(isEmpty && unreadable > 0) && (
              <Suspense>
                <NoClients view={view} isEmpty={isEmpty} hasLeads={leads > 0} onAdd={() => setAdding(true)} />
              </Suspense>
            )
          }
        />
      )}
      {(archived > 0 || leads > 0) && (
        <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft figures">
          {archived > 0 && view.who === "active" && (
            <Button size="small" variant="ghost" className="-ml-3" onPress={() => onView({ ...view, who: "archived" })}>
              {archived} archived
            </Button>
          )}
          {leads > 0 && <TextLink href="/leads">{leads === 1 ? "1 lead" : `${leads} leads`}</TextLink>}
        </p>
      )}
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
