import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";

import { bringingBack, takingBack } from "../../sync/bring-back.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useTell } from "../../toasts.tsx";

type Props = {
  noteId: string;
  /** The earlier text, and what it is called. */
  update: string;
  name: string;
  /** It says what the text says now. */
  isSame: boolean;
  /** Puts what was typed a moment ago on the device first. */
  flush: () => Promise<void>;
  onDone: () => void;
};

/** Brings an earlier text back, after asking. It is an edit like any other, and so is the way back from it. */
export function RestoreButton({ noteId, update, name, isSame, flush, onDone }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const [isFailed, setFailed] = useState(false);

  async function restore(): Promise<void> {
    try {
      await flush();
      const { edit, before } = await bringingBack(device, noteId, update);
      await mutate([{ name: "note.edit", args: edit }]);
      const undo = () =>
        void takeBack(before).then(
          (words) => tell({ text: words }),
          () => tell({ text: "That could not be undone. The text before is among the earlier versions" }),
        );
      tell({ text: `The text of ${name} is back`, action: { label: "Undo", onPress: undo } });
      onDone();
    } catch {
      setFailed(true); // nothing was changed: an edit is kept whole or not at all
    }
  }

  async function takeBack(before: string): Promise<string> {
    await flush();
    const back = await takingBack(device, noteId, { before, restored: update });
    if (!back) return "It was written on since, so it stays. The text before is among the earlier versions";
    await mutate([{ name: "note.edit", args: back.edit }]);
    return "The text is as it was before";
  }

  return (
    <>
      <Button variant="primary" isDisabled={isSame} onPress={() => setAsking(true)}>
        Restore this version
      </Button>
      <Dialog
        title="Restore this version?"
        isAlert
        isOpen={isAsking}
        onOpenChange={setAsking}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button variant="primary" onPress={() => void restore()}>
              Restore
            </Button>
          </>
        )}
      >
        <p>The note will say what it said on {name}. The text now is kept among the earlier versions.</p>
        {isFailed && (
          <Notice kind="needs-you" isLive className="mt-4">
            A part of this note cannot be read or saved on this device right now. Nothing was changed; try again in a
            moment.
          </Notice>
        )}
      </Dialog>
    </>
  );
}
