import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { seenNow } from "../../sync/seen.ts";

const QUESTION = {
  client: {
    title: "Put this client into the bin?",
    text: "Their record, notes and consents go with them. For 30 days you can bring everything back; after that it is gone for good.",
  },
  note: {
    title: "Put this note into the bin?",
    text: "For 30 days you can bring it back with every word; after that it is gone for good.",
  },
};

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
  const device = useDevice();
  const mutate = useMutate();
  const [isAsking, setAsking] = useState(false);
  if (!row || row.deletedAt) return null;

  async function remove(): Promise<void> {
    await beforehand?.();
    await mutate([{ name: `${noun}.delete`, args: { id, seen: await seenNow(device, noun, id) } }]);
    setAsking(false);
    scrollTo({ top: 0 }); // where the way back is
  }

  return (
    <div>
      <Button variant="ghost" className="-ml-4" icon={<Trash2 aria-hidden />} onPress={() => setAsking(true)}>
        Delete {noun}
      </Button>
      <Dialog
        title={QUESTION[noun].title}
        isAlert
        isOpen={isAsking}
        onOpenChange={setAsking}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="danger" onPress={() => void remove()}>
              Put into the bin
            </Button>
          </>
        )}
      >
        {QUESTION[noun].text}
      </Dialog>
    </div>
  );
}
