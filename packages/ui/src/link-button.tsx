import type { ReactNode } from "react";
import { Link, type LinkProps } from "react-aria-components/Link";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

export type LinkButtonProps = Omit<LinkProps, "className" | "style" | "children" | "href"> & {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** A link that looks like a button: it goes somewhere, so it is a link. */
export function LinkButton({
  variant = "quiet",
  size = "normal",
  icon,
  children,
  className,
  ...rest
}: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonLook(variant, size, className)}>
      {icon}
      {children}
    </Link>
  );
}
