import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components/Button";

type Props = { onStay: () => void; onTakenBack: () => void };

/** Asks for something that no slip of a finger does: holding on, or a word for whoever cannot hold. */
export function WayBack({ onStay, onTakenBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const takeBack = useEffectEvent(onTakenBack);
  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(() => takeBack(), HOLD_MS);
    return () => clearTimeout(timer);
  }, [isHeld]);

  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-8 px-4 py-8">
      <div className="flex max-w-md flex-col gap-3 text-center">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
          For the practitioner
        </h1>
        <p className="text-soft">This goes back to your records. Hold the button for two seconds.</p>
      </div>
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
            if (text.trim().toLowerCase() === WORD) onTakenBack();
          }}
        />
      </div>
      <Button variant="ghost" className="min-h-14! text-base!" onPress={onStay}>
        To the questions
      </Button>
    </main>
  );
}

const HOLD_MS = 2_000;
const WORD = "back";
