import { POLICY } from "@cliently/api/domain/policy";
import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { Notice } from "@cliently/ui/notice";
import { PasswordField } from "@cliently/ui/password-field";
import { TextField } from "@cliently/ui/text-field";
import { TextLink } from "@cliently/ui/text-link";
import { useState } from "react";

import { EntryPage } from "./entry-page.tsx";
import type { FormErrors } from "./form-errors.ts";
import { useSession } from "./session.tsx";

/** Making an account. The password also seals what is stored on this device, so it must be a good one. */
export function SignUpPage() {
  const { enter } = useSession();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [isAdult, setAdult] = useState(false);
  const [agrees, setAgrees] = useState(false);
  const [errors, setErrors] = useState<FormErrors>({ fields: {} });
  const [isPending, setPending] = useState(false);

  async function signUp(): Promise<void> {
    if (!isAdult || !agrees) {
      return setErrors({
        fields: {},
        general: "Both boxes are needed: that you are 18 or over, and that you agree to the privacy policy.",
      });
    }
    setPending(true);
    const [{ makeApi }, { formErrors }] = await Promise.all([import("../../api.ts"), import("./form-errors.ts")]);
    try {
      const profile = await makeApi().account.signUp.mutate({
        email: email.trim(),
        name,
        password,
        adult: true,
        policyVersion: POLICY.version,
      });
      await enter(profile, password);
    } catch (error) {
      setErrors(formErrors(error));
    } finally {
      setPending(false);
    }
  }

  return (
    <EntryPage
      title="Make an account"
      lead="For practitioners who work for themselves."
      foot={
        <p>
          Have one already? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      }
    >
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void signUp();
        }}
      >
        {errors.general && (
          <Notice kind="needs-you" isLive>
            {errors.general}
          </Notice>
        )}
        <TextField
          label="Your name"
          name="name"
          autoComplete="name"
          autoFocus
          value={name}
          onChange={setName}
          error={errors.fields["name"]}
        />
        <TextField
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={errors.fields["email"]}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          description="At least 15 characters; a few words that do not belong together are easy to remember. It also seals your notes on this device, and nobody can bring it back for you."
          value={password}
          onChange={setPassword}
          error={errors.fields["password"]}
        />
        <Checkbox isSelected={isAdult} onChange={setAdult}>
          I am 18 or over
        </Checkbox>
        <Checkbox isSelected={agrees} onChange={setAgrees}>
          I agree to the{" "}
          <TextLink href="/privacy" target="_blank">
            privacy policy
          </TextLink>{" "}
          of {POLICY.version}
        </Checkbox>
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={!email || !name || !password}>
          Make my account
        </Button>
      </form>
    </EntryPage>
  );
}
