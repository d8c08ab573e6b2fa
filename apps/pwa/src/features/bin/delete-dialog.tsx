import { overOf } from "@cliently/api/domain/field";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";

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

type Props = {
  noun: "client" | "note";
  id: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What must be safe before. */
  beforehand?: () => Promise<void>;
};

/** Asks before a client or a note goes into the bin. Whoever only wants a client out of the way archives them instead. */
export function DeleteDialog({ noun, id, isOpen, onOpenChange, beforehand }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const client = useRow("client", id);
  const canArchive = noun === "client" && client?.status === "active";

  async function remove(): Promise<void> {
    await beforehand?.();
    await mutate([{ name: `${noun}.delete`, args: { id, seen: await seenNow(device, noun, id) } }]);
    onOpenChange(false);
    scrollTo({ top: 0 }); // where the way back is
  }

  async function archive(): Promise<void> {
    if (!client) return;
    const status = { value: "archived" as const, over: overOf(client, "status") };
    await mutate([{ name: "client.change", args: { id, changes: { status } } }]);
    onOpenChange(false);
    scrollTo({ top: 0 });
  }

  return (
    <Dialog
      title={QUESTION[noun].title}
      isAlert
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={({ close }) => (
        <>
          <Button onPress={close}>Cancel</Button>
          {canArchive && <Button onPress={() => void archive()}>Archive instead</Button>}
          <Button variant="danger" onPress={() => void remove()}>
            Put into the bin
          </Button>
        </>
      )}
    >
      {QUESTION[noun].text}
      {canArchive && " Archived, they are only out of the way, and everything is kept."}
    </Dialog>
  );
}
