import { clsx } from "clsx";
import type { ReactNode } from "react";

/** One thing that stands out from the page: the next appointment, a summary. Most things do better in a `Section`. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={clsx("rounded-xl border border-line bg-raised p-5 shadow-rest sm:p-6", className)}>{children}</div>
  );
}
