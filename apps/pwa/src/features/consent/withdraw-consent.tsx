import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { useState } from "react";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";

type Props = { id: string; title: string; onDone: () => void };

/** Asks before a consent is taken back. */
export function WithdrawConsent({ id, title, onDone }: Props) {
  const mutate = useMutate();
  const { world } = useDevice();
  const [isNotSaved, setNotSaved] = useState(false);

  async function withdraw(): Promise<void> {
    try {
      await mutate([{ name: "consent.withdraw", args: { id, withdrawnAt: world.clock() } }]);
    } catch (failure) {
      return unlessRefused(() => setNotSaved(true))(failure);
    }
    onDone();
  }

  return (
    <Dialog
      title="Withdraw this consent?"
      isAlert
      isOpen
      onOpenChange={(isOpen) => !isOpen && onDone()}
      footer={
        <>
          <Button onPress={onDone}>Cancel</Button>
          <Button variant="danger" onPress={() => void withdraw()}>
            Withdraw it
          </Button>
        </>
      }
    >
      <p>{title}: it counts from now on, on every device. That it was given, and when, stays in the history.</p>
      {isNotSaved && (
        <p role="alert" className="mt-3 font-medium text-danger">
          {NOT_SAVED}
        </p>
      )}
    </Dialog>
  );
}
