import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";

type Props = { ids: readonly string[]; title: string; onDone: () => void };

/** Asks before a consent is taken back: every record of it that stands, at one moment. */
export function WithdrawConsent({ ids, title, onDone }: Props) {
  const mutate = useMutate();
  const { world } = useDevice();
  const [error, setError] = useState<string>();

  async function withdraw(): Promise<void> {
    try {
      const withdrawnAt = world.clock();
      await mutate(ids.map((id) => ({ name: "consent.withdraw", args: { id, withdrawnAt } })));
    } catch (failure) {
      return setError(whyNotSaved(failure));
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
      {error && (
        <p role="alert" className="mt-3 font-medium text-danger">
          {error}
        </p>
      )}
    </Dialog>
  );
}
