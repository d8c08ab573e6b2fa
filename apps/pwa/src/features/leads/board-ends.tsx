import type { ClientStatus } from "@cliently/api/domain/client/status";
import { clsx } from "clsx";
import { UserRoundCheck, UserRoundX, type LucideIcon } from "lucide-react";
import { DropZone } from "react-aria-components/DropZone";
import { Text } from "react-aria-components/Text";

import { DRAGGED, draggedId } from "./dragged.ts";

type Props = { isDragging: boolean; onDrop: (id: string, to: ClientStatus) => void };

const ENDS: { status: "active" | "not-a-fit"; label: string; icon: LucideIcon }[] = [
  { status: "active", label: "Becomes a client", icon: UserRoundCheck },
  { status: "not-a-fit", label: "Not a fit", icon: UserRoundX },
];

/** How it can end with a lead, always in sight: a card is dropped here. */
export function BoardEnds({ isDragging, onDrop }: Props) {
  return (
    <div className="sticky bottom-0 grid grid-cols-2 gap-4 bg-paper pt-2 pb-4">
      {ENDS.map((end) =>
        // A drop zone brings a button for the keyboard, which is of use only while something is dragged.
        isDragging ? (
          <DropZone
            key={end.status}
            aria-label={end.label}
            getDropOperation={(types) => (types.has(DRAGGED) ? "move" : "cancel")}
            onDrop={({ items }) => void draggedId(items).then((id) => id && onDrop(id, end.status))}
            className={clsx(
              box,
              "border-accent bg-raised text-ink data-drop-target:bg-accent-soft data-drop-target:text-on-accent-soft focus-ring:outline-2 focus-ring:outline-accent data-focus-visible:outline-2",
            )}
          >
            <end.icon aria-hidden className="size-5" />
            <Text slot="label">{end.label}</Text>
          </DropZone>
        ) : (
          <div key={end.status} aria-hidden className={clsx(box, "border-line bg-paper text-faint")}>
            <end.icon className="size-5" />
            {end.label}
          </div>
        ),
      )}
    </div>
  );
}

const box =
  "flex min-h-14 items-center justify-center gap-2 rounded-lg border border-dashed text-control font-medium transition-colors";
