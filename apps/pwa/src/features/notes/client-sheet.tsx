import { Dialog } from "@cliently/ui/dialog";
import type { Row } from "@cliently/api/domain/store";
import type { ReactNode } from "react";

import { useBackCloses } from "../../platform/back-closes.ts";
import { ClientBeside } from "./client-beside.tsx";
import type { LastPlan } from "./last-plan.ts";

type Props = {
  note: Row<"note">;
  name: string;
  onInsert: (plan: LastPlan) => void;
  goals: ReactNode;
  onClose: () => void;
};

/** The client, in front of the note for a moment. */
export function ClientSheet({ note, name, onInsert, goals, onClose }: Props) {
  useBackCloses(onClose);
  return (
    <Dialog title={name} shape="sheet" isOpen onOpenChange={onClose}>
      <div className="flex flex-col gap-8">
        <ClientBeside note={note} onInsert={onInsert} goals={goals} />
      </div>
    </Dialog>
  );
}
