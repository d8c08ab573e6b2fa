import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";

import { Problem } from "../../problem.tsx";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";

type Props = { ids: readonly string[]; title: string; onDone: () => void };

/** Asks before a consent is taken back: every record of it that stands, at one moment. */
export function WithdrawConsent({ ids, title, onDone }: Props) {
  const mutate = useMutate();
  const { world } = useDevice();
  const { problem, attempt } = useAttemptHere();

  function withdraw(): void {
    const withdrawnAt = world.clock();
    attempt(mutate(ids.map((id) => ({ name: "consent.withdraw", args: { id, withdrawnAt } }))), onDone);
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
          <Button variant="danger" onPress={withdraw}>
            Withdraw it
          </Button>
        </>
      }
    >
      <p>{title}: it counts from now on, on every device. That it was given, and when, stays in the history.</p>
      <Problem words={problem} className="mt-3" />
    </Dialog>
  );
}
