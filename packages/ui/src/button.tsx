import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonProps = Omit<AriaButtonProps, "className" | "style" | "children"> & {
  /** One primary a screen; danger only to destroy; ghost where a frame would be noise. */
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A button with words. `isPending` keeps its size, stops presses and says so. */
export function Button({ variant = "quiet", size = "normal", icon, children, className, ...rest }: ButtonProps) {
  const { isPending } = rest;

  return (
    <AriaButton {...rest} className={buttonLook(variant, size, className)}>
      <span className={clsx("inline-flex items-center gap-2", isPending && "opacity-0")}>
        {icon}
        {children}
      </span>
      {isPending && <Spinner label="Working" className="absolute inset-0 items-center justify-center" />}
    </AriaButton>
  );
}
