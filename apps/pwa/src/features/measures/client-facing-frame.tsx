import { Button } from "@cliently/ui/button";
import { ArrowLeft } from "lucide-react";
import { ProgressBar } from "react-aria-components/ProgressBar";
import type { ReactNode } from "react";

type Props = {
  /** How many questions lie behind, and in words where one is. */
  at: number;
  of: number;
  words: string;
  onBack?: () => void;
  onLeave: () => void;
  children: ReactNode;
};

/** What stands around a question: how far one is, and two quiet ways. */
export function ClientFacingFrame({ at, of, words, onBack, onLeave, children }: Props) {
  return (
    <main className="flex min-h-dvh flex-col pt-[max(1rem,env(safe-area-inset-top))] pr-[max(1rem,env(safe-area-inset-right))] pb-[max(1rem,env(safe-area-inset-bottom))] pl-[max(1rem,env(safe-area-inset-left))]">
      <div className="mx-auto flex w-full max-w-3xl items-center gap-4">
        <ProgressBar aria-label="Questions" value={at} maxValue={of} valueLabel={words} className="flex-1">
          {({ percentage }) => (
            <span className="block h-1.5 overflow-hidden rounded-full bg-press">
              <span
                className="block h-full origin-left rounded-full bg-accent transition-transform"
                style={{ transform: `scaleX(${(percentage ?? 0) / 100})` }}
              />
            </span>
          )}
        </ProgressBar>
        <span className="min-w-16 text-right text-soft figures">{words}</span>
      </div>
      <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-center py-6">{children}</div>
      <div className="mx-auto flex w-full max-w-3xl items-center justify-between gap-4">
        {onBack ? (
          <Button variant="ghost" className="min-h-14! text-base!" icon={<ArrowLeft aria-hidden />} onPress={onBack}>
            Back
          </Button>
        ) : (
          <span />
        )}
        <Button variant="ghost" className="min-h-14! text-faint!" onPress={onLeave}>
          For the practitioner
        </Button>
      </div>
    </main>
  );
}
