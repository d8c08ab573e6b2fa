import { clsx } from "clsx";

/** The sign of Cliently: someone inside a listening C. Decoration beside the name. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" fill="none" className={clsx("text-accent", className)}>
      <path d="M18.7 5.3a9.5 9.5 0 1 0 0 13.4" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      <circle cx="14.5" cy="12" r="3" fill="currentColor" />
    </svg>
  );
}
