import { Button } from "@cliently/ui/button";
import { useState } from "react";

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
    if (outcome === "open" && session.kind === "locked") void renewSignIn(session.entry.email, password);
  }

  return (
    <LockScreen
      email={session.entry.email}
      waiting={session.waiting}
      error={error}
      isPending={isPending}
      onUnlock={(password) => void tryPassword(password)}
    >
      <Button variant="ghost" onPress={() => void leaveLocked()}>
        Use another account
      </Button>
    </LockScreen>
  );
}

/** The same password signs in: when the sign-in has run out meanwhile, there is no need to ask for it twice. */
async function renewSignIn(email: string, password: string): Promise<void> {
  try {
    const { makeApi } = await import("../../api.ts");
    const api = makeApi();
    const me = await api.account.me.query();
    if (me?.email !== email) await api.account.signIn.mutate({ email, password });
  } catch {
    // Offline, or the password was changed elsewhere: the sync state says so and asks when it matters.
  }
}
