import { Button } from "@cliently/ui/button";
import { useEffect, useState } from "react";

import { rememberDemo } from "./demo-password.ts";
import { useSession } from "./session.tsx";

/** Offers a practice of made-up people, on servers that have one. */
export function DemoOffer() {
  const { enter } = useSession();
  const [isOffered, setOffered] = useState(false);
  const [isPending, setPending] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    let current = true;
    void import("../../api.ts")
      .then(({ makeApi }) => makeApi().account.offers.query())
      .then(
        ({ demo }) => current && setOffered(demo),
        () => {},
      ); // offline: there is nothing to offer
    return () => {
      current = false;
    };
  }, []);

  async function begin(): Promise<void> {
    setPending(true);
    setFailed(false);
    try {
      const [{ makeApi }, { demoPassword }] = await Promise.all([import("../../api.ts"), import("./demo-password.ts")]);
      const password = demoPassword();
      const profile = await makeApi().account.demo.mutate({ password });
      rememberDemo(profile.accountId, profile.email, password);
      await enter(profile, password);
    } catch {
      setFailed(true);
      setPending(false);
    }
  }

  if (!isOffered) return null;
  return (
    <div className="mt-6 border-t border-line pt-6">
      <Button className="w-full" isPending={isPending} onPress={() => void begin()}>
        Look around in a demo practice
      </Button>
      <p role="status" className="mt-2 text-sm text-soft">
        {hasFailed ? "That did not work. Try once more." : "Made-up people, an account of its own, nothing to fill in."}
      </p>
    </div>
  );
}
