import { clsx } from "clsx";
import type { ReactNode } from "react";

export type BadgeKind = "plain" | "accent" | "needs-you" | "offline" | "danger";

/** A word or a number about the thing beside it. */
export function Badge({
  kind = "plain",
  icon,
  children,
  className,
}: {
  kind?: BadgeKind;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={clsx(
        "inline-flex min-h-6 max-w-full items-center gap-1 rounded-xl px-2.5 py-0.5 text-xs font-medium figures [&_svg]:size-3.5 [&_svg]:shrink-0",
        LOOK[kind],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

const LOOK: Record<BadgeKind, string> = {
  plain: "bg-hover text-soft",
  accent: "bg-accent-soft text-on-accent-soft",
  "needs-you": "bg-need-soft text-need",
  offline: "bg-away-soft text-away",
  danger: "bg-danger-soft text-danger",
};
