import { clsx } from "clsx";
import type { ReactNode } from "react";

type Props = {
  /** What the bar is about. */
  label: string;
  icon: ReactNode;
  children: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
};

/** Stays in sight over what one writes in, and moves none of it. */
export function FloatBar({ label, icon, children, actions }: Props) {
  return (
    <section
      aria-label={label}
      className={clsx(
        "flex max-w-[68ch] flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-float py-2 pl-4 text-control shadow-lift *:[svg]:size-5 *:[svg]:shrink-0",
        actions ? "pr-2" : "pr-4",
      )}
    >
      {icon}
      <div aria-live="polite" className="min-w-0 flex-1 basis-48 text-sm figures">
        {children}
      </div>
      {actions && <div className="ml-auto flex items-center gap-1">{actions}</div>}
    </section>
  );
}
