import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { PageHeader } from "@cliently/ui/page-header";
import { Segments } from "@cliently/ui/segments";
import { Columns3, Inbox, List, Plus } from "lucide-react";
import { Suspense, useState } from "react";
import { useSearchParams } from "wouter";

import { localDay } from "../../platform/days.ts";
import { lazyScreen } from "../../platform/lazy-screen.tsx";
import { useDevice, useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { Board } from "./board.tsx";
import { ClosedLeads } from "./closed-leads.tsx";
import { closedOf, EVERYBODY, isOverdue, sourcesInUse } from "./columns.ts";
import { LeadFilters } from "./lead-filters.tsx";
import { LeadList } from "./lead-list.tsx";
import { useColumns } from "./use-columns.ts";
import { useFollowCard } from "./use-follow-card.ts";
import { useIsWide } from "../../platform/use-is-wide.ts";
import { useMoves } from "./use-moves.tsx";

const NewLeadDialog = lazyScreen(() => import("./new-lead-dialog.tsx").then((file) => file.NewLeadDialog));

const SHOWN_AS = "cliently-leads-shown-as";
const FEW = 5;

/** Who has asked and is no client yet, by how far it has come. */
export function LeadsPage() {
  const read = useReadRows("client", { all: true });
  const { world } = useDevice();
  const isWide = useIsWide();
  const [query, setQuery] = useSearchParams();
  const [shownAs, setShownAs] = useState(localStorage.getItem(SHOWN_AS) ?? "board");
  const [wanted, setWanted] = useState(EVERYBODY);
  const [isAll, setAll] = useState(false);
  const [isAdding, setAdding] = useState(false);

  const asBoard = isWide && shownAs === "board";
  const view = query.get("show") === "closed" ? "closed" : asBoard ? "board" : "list";
  const now = world.clock();
  const today = localDay(now);
  const { open, found, columns, drawn } = useColumns(read?.rows, wanted, { today, isAll });
  const { leaves, arrives } = useFollowCard(read?.rows, view === "closed" ? [] : drawn);
  const { move, question } = useMoves(leaves);
  if (!read) return null;

  const { rows, unreadable } = read;
  const overdue = open.filter((lead) => isOverdue(lead, today)).length;
  const views = [
    ...(isWide ? [{ id: "board", label: "Board", icon: <Columns3 aria-hidden /> }] : []),
    { id: "list", label: isWide ? "List" : "Open", icon: <List aria-hidden /> },
    { id: "closed", label: "Closed" },
  ];

  function show(id: string): void {
    setQuery(id === "closed" ? { show: id } : {}, { replace: true });
    if (id === "closed" || !isWide) return;
    setShownAs(id);
    localStorage.setItem(SHOWN_AS, id);
  }

  return (
    <>
      <PageHeader
        title="Leads"
        {...(open.length ? { detail: `${open.length} open${overdue ? ` · ${overdue} overdue` : ""}` } : {})}
        actions={
          <Button variant="primary" icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
            New lead
          </Button>
        }
      />
      <Unreadable noun="client" count={unreadable} />
      <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3">
        <Segments label="Show" options={views} value={view} onChange={show} />
        {view !== "closed" && open.length > FEW && (
          <LeadFilters wanted={wanted} sources={sourcesInUse(open)} onChange={setWanted} />
        )}
      </div>
      {view === "closed" ? (
        <ClosedLeads {...closedOf(rows, now)} today={today} move={move} />
      ) : open.length === 0 && unreadable === 0 ? (
        <EmptyState
          icon={<Inbox aria-hidden />}
          title="Nobody is waiting"
          actions={
            <Button variant="primary" onPress={() => setAdding(true)}>
              Write down who asked
            </Button>
          }
        >
          Whoever calls or writes for the first time has a place here, until they become a client.
        </EmptyState>
      ) : found.length === 0 && open.length > 0 ? (
        <EmptyState title="Nobody fits" actions={<Button onPress={() => setWanted(EVERYBODY)}>Show everybody</Button>}>
          Try other words, or another source.
        </EmptyState>
      ) : view === "board" ? (
        <Board columns={columns} today={today} move={move} arrives={arrives} />
      ) : (
        <LeadList columns={columns} today={today} move={move} arrives={arrives} />
      )}
      {view !== "closed" && drawn.length < found.length && (
        <Button className="mt-4" onPress={() => setAll(true)}>
          Show all {found.length}
        </Button>
      )}
      {question}
      {isAdding && (
        <Suspense>
          <NewLeadDialog isOpen onOpenChange={setAdding} />
        </Suspense>
      )}
    </>
  );
}
