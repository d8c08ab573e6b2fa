import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextField } from "@cliently/ui/text-field";
import { useState } from "react";

import { Problem } from "../../problem.tsx";
import { useDevice, useEngine } from "../../sync/hooks.tsx";
import { useAttemptHere } from "../../use-attempt.ts";
import { useSession } from "./session.tsx";
import { whatWaits, type NotSignedOut, type Waits } from "./what-waits.ts";

/** Signing out. With everything on the server this device forgets it all; with something waiting, the person decides. */
export function SignOut() {
  const { signOut } = useSession();
  const { box } = useDevice();
  const engine = useEngine();
  const [waits, setWaits] = useState<Waits>();
  const [typed, setTyped] = useState("");
  const [why, setWhy] = useState<NotSignedOut>();
  const [isLeaving, setIsLeaving] = useState(false);
  const { problem, attempt } = useAttemptHere();
  const waiting = waits?.size;

  /** Reads before it shows anything: what is closed once it was read must not come up again. */
  async function ask(stays?: NotSignedOut): Promise<void> {
    const now = await whatWaits(box);
    setTyped("");
    setWhy(stays);
    setWaits(now);
  }

  async function leave(told: Waits, remove: boolean): Promise<void> {
    setIsLeaving(true);
    setWhy(undefined);
    try {
      const stays = await signOut({ remove, told });
      if (stays) await ask(stays);
    } finally {
      setIsLeaving(false);
    }
  }

  return (
    <>
      <Button onPress={() => attempt(ask())}>Sign out</Button>
      <Dialog title="Sign out" isOpen={waits !== undefined} onOpenChange={(isOpen) => !isOpen && setWaits(undefined)}>
        {waits && (
          <div className="flex flex-col gap-4">
            <Problem words={why ? WORDS[why] : problem} />
            {waiting === 0 ? (
              <>
                <p>
                  Everything is on the server. Your records are removed from this device and are there again when you
                  sign in.
                </p>
                <Button variant="primary" isPending={isLeaving} onPress={() => attempt(leave(waits, true))}>
                  Sign out and remove from this device
                </Button>
                {why === "no-answer" && (
                  <Button isPending={isLeaving} onPress={() => attempt(leave(waits, false))}>
                    Sign out, keep them sealed here
                  </Button>
                )}
              </>
            ) : (
              <>
                <p>
                  <strong>{waiting === 1 ? "1 change has" : `${waiting} changes have`} not reached the server.</strong>{" "}
                  Kept sealed on this device, they are here when you sign in again.
                </p>
                <Button
                  onPress={() => {
                    engine.syncNow();
                    setWaits(undefined);
                  }}
                >
                  Stay and sync first
                </Button>
                <Button variant="primary" isPending={isLeaving} onPress={() => attempt(leave(waits, false))}>
                  Sign out, keep them sealed here
                </Button>
                <div className="border-t border-line pt-4">
                  <TextField label={`To throw them away, type ${waiting}`} value={typed} onChange={setTyped} />
                  <Button
                    className="mt-3"
                    variant="danger"
                    isDisabled={typed.trim() !== String(waiting)}
                    isPending={isLeaving}
                    onPress={() => attempt(leave(waits, true))}
                  >
                    Sign out and throw them away
                  </Button>
                </div>
              </>
            )}
          </div>
        )}
      </Dialog>
    </>
  );
}

const WORDS: Record<NotSignedOut, string> = {
  "has-words-here": "Something written here is nowhere else yet. Copy it or put it right, then sign out.",
  "has-words": "In another tab of Cliently something is written that is nowhere else yet. Finish there, then sign out.",
  "no-answer": "Another tab of Cliently shows your records and does not answer. Close it, then remove them.",
  "more-waits": "More was written on this device meanwhile, and nothing was removed. Look again before you sign out.",
};
