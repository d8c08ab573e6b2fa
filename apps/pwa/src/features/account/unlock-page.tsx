import { Button } from "@cliently/ui/button";
import { useState } from "react";

import { DemoPassword } from "./demo-password-hint.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { useSession } from "./session.tsx";

/** Asks for the password of the practice on this device. It needs no network: the password opens what is here. */
export function UnlockPage() {
  const { session, unlock, leaveLocked } = useSession();
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  if (session.kind !== "locked") return null;

  async function tryPassword(password: string): Promise<void> {
    setPending(true);
    const outcome = await unlock(password);
    setPending(false);
    setError(outcome === "wrong-password" ? "That is not the password with which this device was locked." : undefined);
  }

  return (
    <LockScreen
      email={session.entry.email}
      waiting={session.waiting}
      error={error}
      isPending={isPending}
      onUnlock={(password) => void tryPassword(password)}
    >
      <DemoPassword accountId={session.entry.accountId} />
      <Button variant="ghost" onPress={() => void leaveLocked()}>
        Use another account
      </Button>
    </LockScreen>
  );
}
