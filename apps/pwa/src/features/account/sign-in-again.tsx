import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { PasswordField } from "@cliently/ui/password-field";
import { useState } from "react";

import { useEngine, useSyncState } from "../../sync/hooks.tsx";
import { useSession } from "./session.tsx";

/** When the sign-in has run out: says so without taking anything away, and lets the same person in again on the spot. */
export function SignInAgain() {
  const { session } = useSession();
  const engine = useEngine();
  const state = useSyncState();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);
  if (state.kind !== "signed-out" || session.kind !== "open") return null;
  const { email, accountId } = session;

  async function signIn(): Promise<void> {
    setPending(true);
    const [{ makeApi }, { formErrors }] = await Promise.all([import("../../api.ts"), import("./form-errors.ts")]);
    try {
      const profile = await makeApi().account.signIn.mutate({ email, password });
      if (profile.accountId !== accountId) throw new Error("another account answered");
      setOpen(false);
      setPassword("");
      engine.signedInAgain();
    } catch (failure) {
      const { fields, general } = formErrors(failure);
      setError(fields["password"] ?? fields["email"] ?? general);
    } finally {
      setPending(false);
    }
  }

  return (
    <>
      {/* Over the page, not in it: nothing moves while one types. */}
      <div className="fixed inset-x-4 bottom-[calc(5.5rem+env(safe-area-inset-bottom))] z-30 mx-auto max-w-xl rounded-lg bg-raised shadow-lift lg:bottom-6">
        <Notice
          kind="needs-you"
          title="Your sign-in has run out"
          isLive
          actions={
            <Button size="small" onPress={() => setOpen(true)}>
              Sign in again
            </Button>
          }
        >
          Go on writing: everything is kept on this device and goes up once you are signed in.
        </Notice>
      </div>
      <Dialog title="Sign in again" isOpen={isOpen} onOpenChange={setOpen}>
        <form
          className="flex flex-col gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isPending && password) void signIn();
          }}
        >
          <p className="text-soft [overflow-wrap:anywhere]">{email}</p>
          <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            label="Password"
            name="password"
            autoComplete="current-password"
            autoFocus
            value={password}
            onChange={setPassword}
            error={error}
          />
          <Button type="submit" variant="primary" isPending={isPending} isDisabled={!password}>
            Sign in
          </Button>
        </form>
      </Dialog>
    </>
  );
}
