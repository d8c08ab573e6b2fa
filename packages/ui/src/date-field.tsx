import { parseDate } from "@internationalized/date";
import { clsx } from "clsx";
import { DateField as AriaDateField, DateInput, DateSegment } from "react-aria-components/DateField";
import { dateBox, datePart } from "./date-look.ts";
import { fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";

export type DateFieldProps = FieldProps & {
  /** A day as yyyy-mm-dd, or nothing. */
  value: string | null;
  onChange: (day: string | null) => void;
  /** The first and the last day that make sense. */
  min?: string;
  max?: string;
  /** All of its parts have been left. */
  onBlur?: () => void;
  isDisabled?: boolean;
  isRequired?: boolean;
  className?: string;
};

/** A day, typed part by part in the order of the person's own language. */
export function DateField({
  label,
  hideLabel,
  description,
  error,
  value,
  onChange,
  min,
  max,
  className,
  ...rest
}: DateFieldProps) {
  return (
    <AriaDateField
      {...rest}
      shouldForceLeadingZeros
      value={value === null ? null : parseDate(value)}
      onChange={(day) => onChange(day === null ? null : day.toString())}
      {...(min ? { minValue: parseDate(min) } : {})}
      {...(max ? { maxValue: parseDate(max) } : {})}
      isInvalid={Boolean(error)}
      className={clsx(fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <DateInput className={clsx(dateBox, "min-w-36")}>
        {(part) => <DateSegment segment={part} className={datePart} />}
      </DateInput>
      <FieldHelp description={description} error={error} />
    </AriaDateField>
  );
}
