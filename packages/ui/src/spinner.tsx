import { clsx } from "clsx";
import { LoaderCircle } from "lucide-react";

type SpinnerProps = {
  /** What is going on, for those who do not see it turn. Left out where words beside it say so. */
  label?: string;
  className?: string;
};

/** Something is going on and nobody knows how long. */
export function Spinner({ label, className }: SpinnerProps) {
  return (
    <span
      {...(label ? { role: "status", "aria-label": label } : { "aria-hidden": true })}
      className={clsx("inline-flex", className)}
    >
      <LoaderCircle aria-hidden className="size-[1.125rem] animate-spin" />
    </span>
  );
}
