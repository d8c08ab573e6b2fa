import type { ReactNode } from "react";

/** For ears, not eyes. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="sr-only">{children}</span>;
}
