import { clsx } from "clsx";
import { CloudOff, Hand, Info, TriangleAlert } from "lucide-react";
import type { ComponentType, ReactNode } from "react";

export type NoticeKind = "info" | "offline" | "needs-you" | "danger";

export type NoticeProps = {
  kind: NoticeKind;
  title?: string;
  children?: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
  /** Read out when it appears; leave it off for what was there from the start. */
  isLive?: boolean;
  className?: string;
};

/** Says something in the flow of the page: what happened, and what happened to the text. */
export function Notice({ kind, title, children, actions, isLive = false, className }: NoticeProps) {
  const { Icon, look } = LOOK[kind];

  return (
    <div
      {...(isLive ? { role: kind === "danger" ? "alert" : "status" } : {})}
      className={clsx("flex gap-3 rounded-lg px-4 py-3 text-control", look, className)}
    >
      <Icon aria-hidden className="mt-px size-5 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-4">
        <div className="min-w-0 flex-1 basis-52">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className={clsx(title && "mt-0.5", "text-ink")}>{children}</div>}
        </div>
        {actions && <div className="-my-0.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

const LOOK: Record<NoticeKind, { Icon: ComponentType<{ className: string; "aria-hidden": true }>; look: string }> = {
  info: { Icon: Info, look: "bg-accent-soft text-on-accent-soft" },
  offline: { Icon: CloudOff, look: "bg-away-soft text-away" },
  "needs-you": { Icon: Hand, look: "bg-need-soft text-need" },
  danger: { Icon: TriangleAlert, look: "bg-danger-soft text-danger" },
};
