import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";

/** What every field takes beside its value. */
export type FieldProps = {
  label: string;
  /** The label is read out but not seen, where the place says it already. */
  hideLabel?: boolean;
  description?: ReactNode;
  /** What is wrong and how to put it right; the field is invalid while this is set. */
  error?: string | undefined;
};

/** The box one types into. */
export const fieldBox =
  "w-full min-h-control rounded-md border border-edge bg-raised px-3 text-base text-ink transition-colors " +
  "hovered:border-soft focus-ring:border-accent focus-ring:outline-2 focus-ring:-outline-offset-1 focus-ring:outline-accent " +
  "wrong:border-danger off:border-line off:bg-sunk off:text-faint fixed-text:bg-sunk";

/** Where a field will be that is not drawn yet. */
export function FieldToCome({ className }: { className: string }) {
  return <div aria-hidden className={clsx(fieldBox, className)} />;
}

/** The column of label, control, description and error. */
export const fieldColumn = "flex w-full flex-col gap-1.5";

/** Label above the control. */
export function FieldLabel({
  label,
  hideLabel,
  isRequired,
}: {
  label: string;
  hideLabel?: boolean | undefined;
  isRequired?: boolean | undefined;
}) {
  return (
    <Label className={hideLabel ? "sr-only" : "text-sm font-medium text-ink"}>
      {label}
      {isRequired && <span className="font-normal text-faint"> · required</span>}
    </Label>
  );
}

/** Description and error below the control. */
export function FieldHelp({ description, error }: { description?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {description && (
        <Text slot="description" className="text-sm text-faint">
          {description}
        </Text>
      )}
      <FieldError className={clsx("flex items-start gap-1.5 text-sm font-medium text-danger")}>
        {({ validationErrors }) => (
          <>
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{error ?? validationErrors.join(" ")}</span>
          </>
        )}
      </FieldError>
    </>
  );
}
