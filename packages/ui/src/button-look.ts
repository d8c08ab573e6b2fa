import { clsx } from "clsx";

export type ButtonVariant = "primary" | "quiet" | "danger" | "ghost";
export type ButtonSize = "normal" | "small";

/** The look that buttons and links that act like buttons share. */
export function buttonLook(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return clsx(
    "relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap select-none transition-colors",
    "off:cursor-default off:opacity-50 off:shadow-none [&_svg]:shrink-0",
    size === "normal" && "min-h-control px-4 text-control [&_svg]:size-[1.125rem]",
    size === "small" && "reach min-h-8 px-3 text-sm [&_svg]:size-4",
    LOOK[variant],
    className,
  );
}

const LOOK: Record<ButtonVariant, string> = {
  primary: "border-transparent bg-fill text-on-fill shadow-rest hovered:bg-fill-hover pressed:bg-fill-press",
  quiet: "border-line bg-raised text-ink shadow-rest hovered:border-edge/50 hovered:bg-hover pressed:bg-press",
  danger:
    "border-transparent bg-danger-fill text-on-fill shadow-rest hovered:bg-danger-fill-hover pressed:bg-danger-fill-hover",
  ghost:
    "border-transparent bg-transparent text-soft hovered:bg-hover hovered:text-ink pressed:bg-press pressed:text-ink",
};
