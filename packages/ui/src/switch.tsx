import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from "react-aria-components/Switch";

export type SwitchProps = Omit<AriaSwitchProps, "className" | "style" | "children"> & {
  children: ReactNode;
  description?: ReactNode;
  className?: string;
};

/** A setting that takes effect at once. */
export function Switch({ children, description, className, ...rest }: SwitchProps) {
  return (
    <AriaSwitch
      {...rest}
      className={clsx(
        "group relative flex min-h-control w-full cursor-pointer items-start justify-between gap-4 py-1.5 focus-ring:outline-none off:cursor-default off:opacity-50 pointer-coarse:py-2.5",
        className,
      )}
    >
      <span className="min-w-0">
        {children}
        {description && <span className="block text-sm text-faint">{description}</span>}
      </span>
      <span className="mt-px flex h-[1.375rem] w-9 shrink-0 items-center rounded-full border border-edge bg-sunk px-[3px] outline-offset-2 outline-accent transition-colors group-data-focus-visible:outline-2 group-data-selected:border-fill group-data-selected:bg-fill">
        <span className="size-3.5 rounded-full bg-edge transition-transform group-data-selected:translate-x-3.5 group-data-selected:bg-on-fill" />
      </span>
    </AriaSwitch>
  );
}
