import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components/Button";

export type IconButtonProps = Omit<ButtonProps, "className" | "style" | "children" | "aria-label"> & {
  /** What a press does, in words. */
  label: string;
  icon: ReactNode;
  className?: string;
};

/** A button that is only an icon; put it in a `Tooltip` where the icon alone is a riddle. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      aria-label={label}
      className={clsx(
        "inline-flex size-control shrink-0 cursor-pointer items-center justify-center rounded-md text-soft transition-colors [&_svg]:size-5",
        "hovered:bg-hover hovered:text-ink pressed:bg-press pressed:text-ink off:cursor-default off:opacity-45",
        className,
      )}
    >
      {icon}
    </Button>
  );
}
