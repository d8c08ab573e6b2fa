import { Button } from "@cliently/ui/button";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { useRow } from "../../sync/hooks.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";

/** Puts a client or a note into the bin, after asking. `beforehand`: what must be safe before. */
export function DeleteButton({
  noun,
  id,
  beforehand,
}: {
  noun: "client" | "note";
  id: string;
  beforehand?: () => Promise<void>;
}) {
  const row = useRow(noun, id);
  const [isAsking, setAsking] = useState(false);
  if (!row || row.deletedAt) return null;
  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<Trash2 aria-hidden />} onPress={() => setAsking(true)}>
        Delete {noun}
      </Button>
      <DeleteDialog
        noun={noun}
        id={id}
        isOpen={isAsking}
        onOpenChange={setAsking}
        {...(beforehand ? { beforehand } : {})}
      />
    </div>
  );
}
