import { Button } from "@cliently/ui/button";
import { PasswordField } from "@cliently/ui/password-field";
import { useState, type ReactNode } from "react";

import type { TakeBack } from "../../platform/handing-over.tsx";

type Props = { takeBack: TakeBack; children: ReactNode };

/** Asks for what the client does not have. It needs no network, like the lock. */
export function UnlockToGoBack({ takeBack, children }: Props) {
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function unlock(): Promise<void> {
    setPending(true);
    setError(undefined);
    const why = await takeBack(password).then(
      (isBack) => (isBack ? undefined : WRONG),
      () => NO_ANSWER,
    );
    setPending(false);
    setError(why);
  }

  return (
    <form
      className="flex w-full max-w-xs flex-col gap-5"
      noValidate // a password that was wrong once must not keep the next one from being tried
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && password) void unlock();
      }}
    >
      <PasswordField
        label="Password"
        name="password"
        autoComplete="new-password" // a browser that fills the old one in by itself would open the records for the client
        autoFocus
        value={password}
        onChange={setPassword}
        error={error}
      />
      {children}
      <Button
        type="submit"
        variant="primary"
        className="min-h-14! text-base!"
        isPending={isPending}
        isDisabled={!password}
      >
        Unlock
      </Button>
    </form>
  );
}

const WRONG = "That is not the password with which this device was locked.";
const NO_ANSWER = "This device does not answer. Please try again.";
