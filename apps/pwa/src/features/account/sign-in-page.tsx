import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { PasswordField } from "@cliently/ui/password-field";
import { TextField } from "@cliently/ui/text-field";
import { TextLink } from "@cliently/ui/text-link";
import { useState } from "react";

import { DemoOffer } from "./demo-offer.tsx";
import { EntryPage } from "./entry-page.tsx";
import type { FormErrors } from "./form-errors.ts";
import { useSession } from "./session.tsx";

/** Signing in on this browser. Afterwards the app opens here without a network, by the same password. */
export function SignInPage() {
  const { enter } = useSession();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<FormErrors>({ fields: {} });
  const [isPending, setPending] = useState(false);

  async function signIn(): Promise<void> {
    setPending(true);
    const [{ makeApi }, { formErrors }] = await Promise.all([import("../../api.ts"), import("./form-errors.ts")]);
    try {
      await enter(await makeApi().account.signIn.mutate({ email: email.trim(), password }), password);
    } catch (error) {
      setErrors(formErrors(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <EntryPage
      title="Sign in"
      foot={
        <>
          <p>
            New here? <TextLink href="/sign-up">Make an account</TextLink>
          </p>
          <p>
            <TextLink href="/privacy">Privacy policy</TextLink>
          </p>
        </>
      }
    >
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void signIn();
        }}
      >
        {errors.general && (
          <Notice kind="needs-you" isLive>
            {errors.general}
          </Notice>
        )}
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          value={email}
          onChange={setEmail}
          error={errors.fields["email"]}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={errors.fields["password"]}
        />
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={!email || !password}>
          Sign in
        </Button>
      </form>
      <DemoOffer />
    </EntryPage>
  );
}
