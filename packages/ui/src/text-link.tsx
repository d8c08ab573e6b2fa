import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Link, type LinkProps } from "react-aria-components/Link";

export type TextLinkProps = Omit<LinkProps, "className" | "style" | "children"> & {
  children: ReactNode;
  className?: string;
};

/** A link inside running text, underlined so that colour is not all that marks it. */
export function TextLink({ children, className, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      className={clsx(
        "cursor-pointer rounded-sm font-medium text-accent underline decoration-accent/40 underline-offset-[3px] transition-colors hovered:decoration-accent",
        className,
      )}
    >
      {children}
    </Link>
  );
}
