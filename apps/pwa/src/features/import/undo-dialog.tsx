import { seenOf } from "@cliently/api/domain/bin";
import type { Client } from "@cliently/api/domain/client/client";
import { MOST_AT_ONCE } from "@cliently/api/domain/client/mutations";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { useState } from "react";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useMutate, useRows } from "../../sync/hooks.tsx";

type Props = {
  importId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onUndone: (count: number) => void;
};

/** Takes an import back, after saying whom that means: who was worked with since stays. */
export function UndoDialog({ importId, isOpen, onOpenChange, onUndone }: Props) {
  return (
    <Dialog title="Undo this import?" isAlert isOpen={isOpen} onOpenChange={onOpenChange}>
      {({ close }) => (
        <Undo
          importId={importId}
          onCancel={close}
          onUndone={(count) => {
            close();
            onUndone(count);
          }}
        />
      )}
    </Dialog>
  );
}

function Undo({
  importId,
  onCancel,
  onUndone,
}: {
  importId: string;
  onCancel: () => void;
  onUndone: (count: number) => void;
}) {
  const clients = useRows("client", { all: true });
  const notes = useRows("note", { all: true });
  const notesInBin = useRows("note", { inBin: true });
  const consents = useRows("consent", { all: true });
  const mutate = useMutate();
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<string>();
  if (!clients || !notes || !notesInBin || !consents) return null;

  const wordsAbout = new Set([...notes, ...notesInBin, ...consents].map(({ clientId }) => clientId));
  const people = clients.filter(({ imported }) => imported?.id === importId);
  const worked = people.filter(({ id }) => wordsAbout.has(id));
  const changed = people.filter((client) => !wordsAbout.has(client.id) && isChanged(client));
  const going = people.filter((client) => !wordsAbout.has(client.id) && !isChanged(client));

  async function undo(): Promise<void> {
    setWorking(true);
    const acts = portions(going).map((some) => ({
      name: "client.delete-many" as const,
      args: { clients: some.map((client) => ({ id: client.id, seen: seenOf([client]) })) },
    }));
    try {
      await mutate(acts, { rehearse: false });
      onUndone(going.length);
    } catch (failure) {
      setWorking(false);
      unlessRefused(() => setError(NOT_SAVED))(failure);
    }
  }

  return (
    <div className="flex flex-col gap-4">
      <p>
        {going.length === 1 ? "1 person goes" : `${going.length.toLocaleString("en")} people go`} into the bin. For 30
        days you can bring them back from there.
      </p>
      {worked.length + changed.length > 0 && (
        <p>
          {[
            worked.length > 0 && `${worked.length.toLocaleString("en")} with notes or consents`,
            changed.length > 0 && `${changed.length.toLocaleString("en")} changed since`,
          ]
            .filter(Boolean)
            .join(" and ")}{" "}
          {worked.length + changed.length === 1 ? "stays" : "stay"}, because there are words of yours in them.
        </p>
      )}
      {error && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onCancel}>Cancel</Button>
        <Button variant="danger" isPending={isWorking} isDisabled={going.length === 0} onPress={() => void undo()}>
          Put into the bin
        </Button>
      </div>
    </div>
  );
}

/** Whether somebody was changed after they were imported. */
function isChanged({ imported, changed }: Client): boolean {
  return imported !== undefined && changed !== undefined && changed.at > imported.at;
}

function portions(clients: readonly Client[]): Client[][] {
  return Array.from({ length: Math.ceil(clients.length / MOST_AT_ONCE) }, (_, index) =>
    clients.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
}
