import { clsx } from "clsx";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { Input } from "react-aria-components/Input";
import { TextField, type TextFieldProps } from "react-aria-components/TextField";
import { fieldBox, fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";

export type PasswordFieldProps = Omit<TextFieldProps, "className" | "style" | "children" | "type"> &
  FieldProps & { className?: string };

/** A password, hidden until the person wants to see it. Give `autoComplete`: "current-password" or "new-password". */
export function PasswordField({ label, hideLabel, description, error, className, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);

  return (
    <TextField
      {...rest}
      type={shown ? "text" : "password"}
      isInvalid={Boolean(error) || Boolean(rest.isInvalid)}
      className={clsx(fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <span className="relative block">
        <Input className={clsx(fieldBox, "pr-12")} spellCheck={false} autoCapitalize="none" autoCorrect="off" />
        <ToggleButton
          isSelected={shown}
          onChange={setShown}
          isDisabled={rest.isDisabled ?? false}
          aria-label="Show password"
          className="absolute inset-y-0 right-0 inline-flex w-11 cursor-pointer items-center justify-center rounded-md text-faint hovered:text-ink focus-ring:-outline-offset-4 off:opacity-45"
        >
          {shown ? <EyeOff aria-hidden className="size-5" /> : <Eye aria-hidden className="size-5" />}
        </ToggleButton>
      </span>
      <FieldHelp description={description} error={error} />
    </TextField>
  );
}
