import { clsx } from "clsx";
import type { ComponentProps, InputHTMLAttributes } from "react";
import { Input } from "react-aria-components/Input";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { fieldBox, fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";
import { endsComposing } from "./ends-composing.ts";

export type TextFieldProps = Omit<AriaTextFieldProps, "className" | "style" | "children"> &
  FieldProps & {
    placeholder?: string;
    /** Several lines; the box grows with the text. */
    multiline?: boolean;
    rows?: number;
    enterKeyHint?: InputHTMLAttributes<HTMLInputElement>["enterKeyHint"];
    /** Enter, where it begins no new line; not the one that ends a composition. */
    onEnter?: (event: Key) => void;
    className?: string;
  };

type Key = Parameters<NonNullable<ComponentProps<typeof AriaTextField>["onKeyDown"]>>[0];

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
  onEnter,
  onKeyDown,
  className,
  ...rest
}: TextFieldProps) {
  function keyDown(event: Key): void {
    if (onEnter && !multiline && event.key === "Enter" && !endsComposing(event.nativeEvent)) return onEnter(event);
    if (onKeyDown) return onKeyDown(event);
    event.continuePropagation();
  }

  const shared = { ...(placeholder ? { placeholder } : {}), ...(enterKeyHint ? { enterKeyHint } : {}) };

  return (
    <AriaTextField
      {...rest}
      {...(onEnter || onKeyDown ? { onKeyDown: keyDown } : {})}
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
