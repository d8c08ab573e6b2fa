import { fullName } from "@cliently/api/domain/client/full-name";
import { statusLabels } from "@cliently/api/domain/client/stages";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { clsx } from "clsx";
import { GripVertical } from "lucide-react";
import { memo, useCallback, useState } from "react";
import { Button } from "react-aria-components/Button";
import { GridList, GridListItem } from "react-aria-components/GridList";
import { useDragAndDrop } from "react-aria-components/useDragAndDrop";

import { BoardEnds } from "./board-ends.tsx";
import type { Column, Lead } from "./columns.ts";
import { useFirstOf } from "./use-columns.ts";
import { DRAGGED, draggedId } from "./dragged.ts";
import { LeadFacts, MoveMenu } from "./lead-card.tsx";
import type { FollowCard } from "./use-follow-card.ts";

type Props = {
  columns: readonly Column[];
  today: string;
  move: (lead: Lead, to: ClientStatus) => void;
  arrives: FollowCard["arrives"];
};

/** The leads in columns by their stage: dragged by hand or by keys, or moved by the menu of their card. */
export function Board({ columns: all, today, move, arrives }: Props) {
  const columns = useFirstOf(all);
  const [isDragging, setDragging] = useState(false);
  const drop = useCallback(
    (id: string, to: ClientStatus) => {
      const lead = columns.flatMap(({ leads }) => leads).find((each) => each.id === id);
      if (lead) move(lead, to);
    },
    [columns, move],
  );

  return (
    <div className="flex flex-col gap-4">
      <div className="-mx-2 grid auto-cols-[minmax(10.5rem,24rem)] grid-flow-col gap-2 overflow-x-auto pb-2">
        {columns.map((column) => (
          <StageColumn
            key={column.stage}
            column={column}
            {...{ today, move, arrives }}
            onDrop={drop}
            onDragging={setDragging}
          />
        ))}
      </div>
      <BoardEnds isDragging={isDragging} onDrop={drop} />
    </div>
  );
}

type ColumnProps = Omit<Props, "columns"> & {
  column: Column;
  onDrop: (id: string, to: ClientStatus) => void;
  onDragging: (isDragging: boolean) => void;
};

const StageColumn = memo(function StageColumn({ column, today, move, arrives, onDrop, onDragging }: ColumnProps) {
  const { stage, leads, count } = column;
  const { dragAndDropHooks } = useDragAndDrop<Lead>({
    getItems: (keys) => [...keys].map((id) => ({ [DRAGGED]: String(id) })),
    acceptedDragTypes: [DRAGGED],
    getAllowedDropOperations: () => ["move"],
    onDragStart: () => onDragging(true),
    onDragEnd: () => onDragging(false),
    onRootDrop: ({ items }) => void draggedId(items).then((id) => id && onDrop(id, stage)),
  });
  const label = statusLabels[stage];

  return (
    <section aria-label={label} className="flex min-w-0 flex-col">
      <h2 className="flex items-baseline gap-2 px-2 pb-2 text-control font-semibold">
        {label}
        <span className="text-sm font-normal text-faint figures">{count}</span>
      </h2>
      <GridList
        aria-label={label}
        items={leads}
        dependencies={[today, move]}
        dragAndDropHooks={dragAndDropHooks}
        renderEmptyState={() => <p className="px-1 py-3 text-sm text-faint">Nobody here</p>}
        className="flex min-h-40 flex-1 flex-col gap-2 rounded-xl p-2 transition-colors outline-none focus-ring:outline-2 focus-ring:-outline-offset-2 focus-ring:outline-accent data-drop-target:bg-accent-soft"
      >
        {(lead) => (
          <GridListItem
            id={lead.id}
            ref={(card) => arrives(lead, card)}
            href={`/clients/${lead.id}`}
            textValue={fullName(lead)}
            className={clsx(
              "group relative flex cursor-pointer flex-col gap-1 rounded-lg border border-line bg-raised px-3 py-2.5 shadow-rest transition-colors outline-none [content-visibility:auto]",
              "hovered:border-edge/50 pressed:bg-hover focus-ring:outline-2 focus-ring:-outline-offset-1 focus-ring:outline-accent data-dragging:opacity-50",
            )}
          >
            {/* The whole card is dragged by hand; this is where keys and screen readers take hold of it. */}
            <Button
              slot="drag"
              aria-label={`Drag ${fullName(lead)}`}
              className="absolute inset-y-1 left-0 inline-flex w-3 cursor-grab items-center justify-center rounded-sm text-faint opacity-0 group-data-focus-visible-within:opacity-100 group-data-hovered:opacity-100 focus-ring:opacity-100"
            >
              <GripVertical aria-hidden className="size-3.5 shrink-0" />
            </Button>
            <div className="flex items-start gap-1">
              <span className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">{fullName(lead)}</span>
              <MoveMenu lead={lead} move={move} />
            </div>
            <LeadFacts lead={lead} today={today} />
          </GridListItem>
        )}
      </GridList>
    </section>
  );
});
