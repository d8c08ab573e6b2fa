import { clsx } from "clsx";
import type { InputHTMLAttributes } from "react";
import { Input } from "react-aria-components/Input";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { fieldBox, fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";

export type TextFieldProps = Omit<AriaTextFieldProps, "className" | "style" | "children"> &
  FieldProps & {
    placeholder?: string;
    /** Several lines; the box grows with the text. */
    multiline?: boolean;
    rows?: number;
    enterKeyHint?: InputHTMLAttributes<HTMLInputElement>["enterKeyHint"];
    className?: string;
  };

/** One line of text, or several. */
export function TextField({
  label,
  hideLabel,
  description,
  error,
  placeholder,
  multiline,
  rows = 3,
  enterKeyHint,
  className,
  ...rest
}: TextFieldProps) {
  const shared = { ...(placeholder ? { placeholder } : {}), ...(enterKeyHint ? { enterKeyHint } : {}) };

  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error) || Boolean(rest.isInvalid)}
      className={clsx(fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      {multiline ? (
        <TextArea
          {...shared}
          rows={rows}
          style={{ minHeight: `${rows * 1.5 + 1.125}rem` }}
          className={clsx(fieldBox, "field-sizing-content max-h-96 resize-y py-2 leading-normal")}
        />
      ) : (
        <Input {...shared} className={fieldBox} />
      )}
      <FieldHelp description={description} error={error} />
    </AriaTextField>
  );
}
