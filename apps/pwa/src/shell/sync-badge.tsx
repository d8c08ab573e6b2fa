import { clsx } from "clsx";
import { CircleCheck, CloudOff, Hand, LogIn, RefreshCw, TriangleAlert, type LucideIcon } from "lucide-react";
import { Button } from "react-aria-components/Button";

/** Where what was written stands, as the person should hear it. */
export type SyncStatus =
  | { kind: "synced" }
  | { kind: "syncing"; count: number }
  | { kind: "offline"; waiting: number }
  | { kind: "later"; waiting: number }
  | { kind: "needs-you"; count: number }
  | { kind: "signed-out"; waiting: number }
  | { kind: "revoked" }
  | { kind: "not-saved" };

type SyncBadgeProps = {
  status: SyncStatus;
  /** Opens what waits, what merged and what needs you. */
  onPress: () => void;
  className?: string;
};

/** The sync state in words and an icon, always in sight; a press tells the rest. */
export function SyncBadge({ status, onPress, className }: SyncBadgeProps) {
  const { Icon, look } = LOOK[status.kind];

  return (
    <Button
      onPress={onPress}
      className={clsx(
        "inline-flex min-h-control max-w-full cursor-pointer items-center gap-2 rounded-md px-3 text-sm font-medium transition-colors figures hovered:bg-hover pressed:bg-press",
        look,
        className,
      )}
    >
      <Icon aria-hidden className={clsx("size-[1.125rem] shrink-0", status.kind === "syncing" && "animate-spin")} />
      <span className="truncate">
        <span className="sr-only">Sync: </span>
        {syncWords(status)}
      </span>
    </Button>
  );
}

/** The state in the words used everywhere: "Offline · 3 waiting". */
export function syncWords(status: SyncStatus): string {
  switch (status.kind) {
    case "synced":
      return "Synced";
    case "syncing":
      return status.count > 0 ? `Syncing ${status.count}` : "Syncing";
    case "offline":
      return status.waiting > 0 ? `Offline · ${status.waiting} waiting` : "Offline";
    case "later":
      return status.waiting > 0 ? `Waiting · ${status.waiting}` : "Waiting";
    case "needs-you":
      return status.count > 1 ? `Needs you · ${status.count}` : "Needs you";
    case "signed-out":
      return status.waiting > 0 ? `Sign in · ${status.waiting} waiting` : "Signed out";
    case "revoked":
      return "Signed out of this device";
    case "not-saved":
      return "Not saved on this device";
  }
}

/** What is worth interrupting a screen reader for. Syncing and synced come and go with every pause in typing, so they are not. */
export function syncNews(status: SyncStatus): string {
  switch (status.kind) {
    case "synced":
    case "syncing":
    case "later":
      return "";
    case "offline":
      return "Offline. What you write is kept on this device.";
    case "needs-you":
      return "Something needs you.";
    case "signed-out":
      return "Signed out. What you wrote is kept on this device.";
    case "revoked":
      return "This device was signed out from another one.";
    case "not-saved":
      return "Not saved on this device.";
  }
}

const LOOK: Record<SyncStatus["kind"], { Icon: LucideIcon; look: string }> = {
  synced: { Icon: CircleCheck, look: "text-soft [&_svg]:text-accent" },
  syncing: { Icon: RefreshCw, look: "text-soft [&_svg]:text-accent" },
  offline: { Icon: CloudOff, look: "text-away" },
  later: { Icon: CloudOff, look: "text-away" },
  "needs-you": { Icon: Hand, look: "bg-need-soft text-need" },
  "signed-out": { Icon: LogIn, look: "bg-need-soft text-need" },
  revoked: { Icon: LogIn, look: "bg-need-soft text-need" },
  "not-saved": { Icon: TriangleAlert, look: "bg-need-soft text-need" },
};
