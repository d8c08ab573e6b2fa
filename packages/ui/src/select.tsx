import { clsx } from "clsx";
import { Check, ChevronsUpDown } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { fieldBox, fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";
import { popoverItem, popoverLook } from "./popover-look.ts";

/** One of what can be chosen. */
export type Option = { id: string; label: string; detail?: string };

export type SelectProps = FieldProps & {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string) => void;
  placeholder?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  name?: string;
  className?: string;
};

/** One of a list that is too long to lay open. */
export function Select({
  label,
  hideLabel,
  description,
  error,
  options,
  value,
  onChange,
  className,
  ...rest
}: SelectProps) {
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isInvalid={Boolean(error)}
      className={clsx("group", fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <Button
        className={clsx(
          fieldBox,
          "flex cursor-pointer items-center justify-between gap-2 text-left pressed:bg-hover group-data-invalid:border-danger off:cursor-default",
        )}
      >
        <SelectValue className="truncate data-placeholder:text-faint">
          {({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-faint" />
      </Button>
      <FieldHelp description={description} error={error} />
      <Popover offset={4} className={clsx(popoverLook, "min-w-(--trigger-width)")}>
        <ListBox items={options} className="outline-none">
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={popoverItem}>
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1">
                    <span className={clsx("block", isSelected && "font-medium")}>{option.label}</span>
                    {option.detail && <span className="block text-sm text-faint">{option.detail}</span>}
                  </span>
                  {isSelected && <Check aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
