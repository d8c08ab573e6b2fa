import { parseTime } from "@internationalized/date";
import { clsx } from "clsx";
import { DateInput, DateSegment } from "react-aria-components/DateField";
import { TimeField as AriaTimeField } from "react-aria-components/TimeField";
import { dateBox, datePart } from "./date-look.ts";
import { fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";

export type TimeFieldProps = FieldProps & {
  /** A time of day as hh:mm, 24 hours, or nothing. */
  value: string | null;
  onChange: (time: string | null) => void;
  /** All of its parts have been left. */
  onBlur?: () => void;
  isDisabled?: boolean;
  isRequired?: boolean;
  className?: string;
};

/** A time of day, shown as the person's own language writes it. */
export function TimeField({
  label,
  hideLabel,
  description,
  error,
  value,
  onChange,
  className,
  ...rest
}: TimeFieldProps) {
  return (
    <AriaTimeField
      {...rest}
      shouldForceLeadingZeros
      value={value === null ? null : parseTime(value)}
      onChange={(time) => onChange(time === null ? null : time.toString().slice(0, 5))}
      isInvalid={Boolean(error)}
      className={clsx(fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <DateInput className={clsx(dateBox, "min-w-30")}>
        {(part) => <DateSegment segment={part} className={datePart} />}
      </DateInput>
      <FieldHelp description={description} error={error} />
    </AriaTimeField>
  );
}
