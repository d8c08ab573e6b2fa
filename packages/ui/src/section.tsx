import { clsx } from "clsx";
import { useId, type ReactNode } from "react";

export type SectionProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A part of a page under its own heading: order without boxes. */
export function Section({ title, description, actions, children, className }: SectionProps) {
  const heading = useId();

  return (
    <section aria-labelledby={heading} className={clsx("flex flex-col gap-3", className)}>
      <div className="flex min-h-8 flex-wrap items-end justify-between gap-x-4 gap-y-1 border-b border-line pb-2">
        <div className="min-w-0">
          <h2 id={heading} className="font-semibold">
            {title}
          </h2>
          {description && <p className="text-sm text-faint">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
