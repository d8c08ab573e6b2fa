import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaCheckboxProps } from "react-aria-components/Checkbox";

export type CheckboxProps = Omit<AriaCheckboxProps, "className" | "style" | "children"> & {
  children: ReactNode;
  description?: ReactNode;
  className?: string;
};

/** Yes or no to one statement. */
export function Checkbox({ children, description, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      className={clsx(
        "group relative flex min-h-control w-fit cursor-pointer items-start gap-3 py-1.5 off:cursor-default off:opacity-50",
        "focus-ring:outline-none pointer-coarse:py-2.5",
        className,
      )}
    >
      {({ isIndeterminate, isSelected }) => (
        <>
          <span
            className={clsx(
              "mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-sm border transition-colors outline-offset-2 outline-accent group-data-focus-visible:outline-2",
              isSelected || isIndeterminate
                ? "border-fill bg-fill text-on-fill group-data-hovered:bg-fill-hover"
                : "border-edge bg-raised group-data-hovered:border-ink group-data-invalid:border-danger group-data-pressed:bg-press",
            )}
          >
            {isIndeterminate ? (
              <Minus aria-hidden className="size-3.5 stroke-3" />
            ) : (
              isSelected && <Check aria-hidden className="size-3.5 stroke-3" />
            )}
          </span>
          <span className="min-w-0">
            {children}
            {description && <span className="block text-sm text-faint">{description}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}
