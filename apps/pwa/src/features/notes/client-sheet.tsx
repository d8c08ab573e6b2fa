import { Dialog } from "@cliently/ui/dialog";
import type { Row } from "@cliently/api/domain/store";

import { ClientBeside } from "./client-beside.tsx";
import type { LastPlan } from "./last-plan.ts";

type Props = { note: Row<"note">; name: string; onInsert: (plan: LastPlan) => void; onClose: () => void };

/** The client, in front of the note for a moment. */
export function ClientSheet({ note, name, onInsert, onClose }: Props) {
  return (
    <Dialog title={name} shape="sheet" isOpen onOpenChange={onClose}>
      <div className="flex flex-col gap-8">
        <ClientBeside note={note} onInsert={onInsert} />
      </div>
    </Dialog>
  );
}
