import { clsx } from "clsx";
import type { ReactNode } from "react";
import {
  Radio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
} from "react-aria-components/RadioGroup";
import { FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";

/** One way to answer. */
export type RadioOption = { id: string; label: string; description?: ReactNode; isDisabled?: boolean };

export type RadioGroupProps = Omit<AriaRadioGroupProps, "className" | "style" | "children"> &
  FieldProps & { options: readonly RadioOption[]; className?: string };

/** One of a few, all in sight. */
export function RadioGroup({ label, hideLabel, description, error, options, className, ...rest }: RadioGroupProps) {
  return (
    <AriaRadioGroup
      {...rest}
      isInvalid={Boolean(error)}
      className={clsx("group/radios flex flex-col gap-1 [overflow-wrap:anywhere]", className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <div className="flex flex-col group-data-[orientation=horizontal]/radios:flex-row group-data-[orientation=horizontal]/radios:flex-wrap group-data-[orientation=horizontal]/radios:gap-x-6">
        {options.map((option) => (
          <Radio
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled ?? false}
            className="group relative flex min-h-control w-fit cursor-pointer items-start gap-3 py-1.5 focus-ring:outline-none off:cursor-default off:opacity-50 pointer-coarse:py-2.5"
          >
            <span className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full border border-edge bg-raised outline-offset-2 outline-accent transition-colors group-data-focus-visible:outline-2 group-data-hovered:border-ink group-data-invalid:border-danger group-data-selected:border-fill group-data-selected:bg-fill">
              <span className="size-2 rounded-full bg-on-fill opacity-0 group-data-selected:opacity-100" />
            </span>
            <span className="min-w-0">
              {option.label}
              {option.description && <span className="block text-sm text-faint">{option.description}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldHelp description={description} error={error} />
    </AriaRadioGroup>
  );
}
