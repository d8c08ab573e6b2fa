import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { useDevice, useEngine } from "../../sync/hooks.tsx";
import { useSession } from "./session.tsx";

/** Signing out. With everything on the server this device forgets it all; with something waiting, the person decides. */
export function SignOut() {
  const { signOut } = useSession();
  const { box } = useDevice();
  const engine = useEngine();
  const [waiting, setWaiting] = useState<number>();
  const [typed, setTyped] = useState("");

  async function ask(): Promise<void> {
    setWaiting((await box.outbox.count()) + (await box.draft.count()) + (await box.quarantine.count()));
  }

  return (
    <>
      <Button onPress={() => void ask()}>Sign out</Button>
      <Dialog
        title="Sign out"
        isOpen={waiting !== undefined}
        onOpenChange={(isOpen) => !isOpen && setWaiting(undefined)}
      >
        {waiting === 0 ? (
          <div className="flex flex-col gap-4">
            <p>
              Everything is on the server. Your records are removed from this device and are there again when you sign
              in.
            </p>
            <Button variant="primary" onPress={() => void signOut({ remove: true })}>
              Sign out and remove from this device
            </Button>
          </div>
        ) : (
          <div className="flex flex-col gap-4">
            <p>
              <strong>{waiting === 1 ? "1 change has" : `${waiting} changes have`} not reached the server.</strong> Kept
              sealed on this device, they go up when you sign in here again.
            </p>
            <Button
              onPress={() => {
                engine.syncNow();
                setWaiting(undefined);
              }}
            >
              Stay and sync first
            </Button>
            <Button variant="primary" onPress={() => void signOut({ remove: false })}>
              Sign out, keep them sealed here
            </Button>
            <div className="border-t border-line pt-4">
              <TextField label={`To throw them away, type ${waiting}`} value={typed} onChange={setTyped} />
              <Button
                className="mt-3"
                variant="danger"
                isDisabled={typed.trim() !== String(waiting)}
                onPress={() => void signOut({ remove: true })}
              >
                Sign out and throw them away
              </Button>
            </div>
          </div>
        )}
      </Dialog>
    </>
  );
}
