import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Link, type LinkProps } from "react-aria-components/Link";

export type IconLinkProps = Omit<LinkProps, "className" | "style" | "children" | "aria-label" | "href"> & {
  href: string;
  /** Where it leads, in words. */
  label: string;
  icon: ReactNode;
  className?: string;
};

/** A link that is only an icon, beside what it is about. */
export function IconLink({ label, icon, className, ...rest }: IconLinkProps) {
  return (
    <Link
      {...rest}
      aria-label={label}
      className={clsx(
        "inline-flex size-control shrink-0 cursor-pointer items-center justify-center rounded-md text-accent transition-colors hovered:bg-hover pressed:bg-press [&_svg]:size-5",
        className,
      )}
    >
      {icon}
    </Link>
  );
}
