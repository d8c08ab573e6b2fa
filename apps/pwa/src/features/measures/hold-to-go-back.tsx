import { TextField } from "@cliently/ui/text-field";
import { useEffect, useEffectEvent, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";

import type { TakeBack } from "../../platform/handing-over.tsx";

/** Asks for something that no slip of a finger does: holding on, or a word for whoever cannot hold. */
export function HoldToGoBack({ takeBack }: { takeBack: TakeBack }) {
  const [isHeld, setHeld] = useState(false);
  const goBack = useEffectEvent(() => void takeBack());
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => goBack(), HOLD_MS);
    return () => clearTimeout(timer);
  }, [isHeld]);

  return (
    <>
      <AriaButton
        onPressChange={setHeld}
        onContextMenu={(event) => event.preventDefault()}
        className="relative flex min-h-16 w-full max-w-xs cursor-pointer touch-none items-center justify-center overflow-hidden rounded-lg border border-edge bg-raised px-6 text-lg font-medium select-none"
      >
        <span
          aria-hidden
          className="absolute inset-0 origin-left bg-accent-soft"
          style={{
            transform: `scaleX(${isHeld ? 1 : 0})`,
            transition: isHeld ? `transform ${HOLD_MS}ms linear` : "none",
          }}
        />
        <span className="relative">{isHeld ? "Keep holding" : "Hold to go back"}</span>
      </AriaButton>
      <div className="w-full max-w-xs">
        <TextField
          label={`Or type “${WORD}”`}
          autoComplete="off"
          onChange={(text) => {
            if (text.trim().toLowerCase() === WORD) void takeBack();
          }}
        />
      </div>
    </>
  );
}

const HOLD_MS = 2_000;
const WORD = "back";
