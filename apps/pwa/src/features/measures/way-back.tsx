import { Button } from "@cliently/ui/button";
import { useEffect, useRef, type ReactNode } from "react";

import type { TakeBack } from "../../platform/handing-over.tsx";
import { HoldToGoBack } from "./hold-to-go-back.tsx";
import { UnlockToGoBack } from "./unlock-to-go-back.tsx";

type Props = { byHolding: boolean; takeBack: TakeBack; passwordHint: ReactNode; onStay: () => void };

/** Where the practitioner takes the device back, and whoever came here by a slip of the finger goes on answering. */
export function WayBack({ byHolding, takeBack, passwordHint, onStay }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (byHolding) heading.current?.focus(); // the password has its own field to begin in
  }, [byHolding]);

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 px-4 py-8">
      <div className="flex max-w-md flex-col gap-3 text-center">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
          For the practitioner
        </h1>
        <p className="text-soft">
          This goes back to your records.{" "}
          {byHolding ? "Hold the button for two seconds." : "They open with your password."}
        </p>
      </div>
      {byHolding ? (
        <HoldToGoBack takeBack={takeBack} />
      ) : (
        <UnlockToGoBack takeBack={takeBack}>{passwordHint}</UnlockToGoBack>
      )}
      <Button variant="ghost" className="min-h-14! text-base!" onPress={onStay}>
        To the questions
      </Button>
    </main>
  );
}
