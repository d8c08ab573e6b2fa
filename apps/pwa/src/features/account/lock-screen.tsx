import { Lock } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "@cliently/ui/button";
import { PasswordField } from "@cliently/ui/password-field";

export type LockScreenProps = {
  email: string;
  /** Changes on this device that have not reached the server. */
  waiting: number;
  /** Why the last try did not unlock. */
  error?: string | undefined;
  isPending: boolean;
  onUnlock: (password: string) => void;
  /** Another way out, such as signing in as someone else. */
  children?: ReactNode;
};

/** Closed until its owner is back. Nothing of the practice is on the page while it stands. */
export function LockScreen({ email, waiting, error, isPending, onUnlock, children }: LockScreenProps) {
  const [password, setPassword] = useState("");

  return (
    <main className="flex min-h-dvh items-center justify-center bg-sunk safe-sides">
      <form
        className="mx-4 my-12 flex w-full max-w-sm flex-col gap-6 rounded-xl border border-line bg-raised p-6 shadow-rest sm:p-8"
        noValidate // a password that was wrong once must not keep the next one from being tried
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && password) onUnlock(password);
        }}
      >
        <div className="flex flex-col gap-1">
          <Lock aria-hidden className="mb-3 size-6 stroke-[1.75] text-accent" />
          <h1 className="text-xl font-semibold">Locked</h1>
          <p className="text-soft [overflow-wrap:anywhere]">{email}</p>
        </div>
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
          Unlock
        </Button>
        {waiting > 0 && (
          <p className="text-sm text-away figures">
            {waiting === 1 ? "1 change waits" : `${waiting} changes wait`} on this device until you unlock. Nothing is
            lost.
          </p>
        )}
        {children}
      </form>
    </main>
  );
}
