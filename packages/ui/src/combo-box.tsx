import { clsx } from "clsx";
import { Check, ChevronDown, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { ComboBox as AriaComboBox, useFilter } from "react-aria-components/ComboBox";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { fieldBox, fieldColumn, FieldHelp, FieldLabel, type FieldProps } from "./field.tsx";
import { popoverItem, popoverLook } from "./popover-look.ts";
import type { Option } from "./select.tsx";

export type ComboBoxProps = FieldProps & {
  options: readonly Option[];
  value: string | null;
  onChange: (id: string | null) => void;
  /** Offers to make what was typed and not found. */
  create?: { label: (text: string) => string; onCreate: (text: string) => void };
  /** Stands in the list when nothing fits. */
  nothingFound?: string;
  placeholder?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  autoFocus?: boolean;
  className?: string;
};

const CREATE = "cliently:create";

/** Picks one of many by typing part of its name; accents and case do not matter. */
export function ComboBox({
  label,
  hideLabel,
  description,
  error,
  options,
  value,
  onChange,
  create,
  nothingFound = "Nothing found",
  placeholder,
  className,
  ...rest
}: ComboBoxProps) {
  const [text, setText] = useState("");
  const { contains } = useFilter({ sensitivity: "base" });
  const typed = text.trim();
  const items = create && typed ? [...options, { id: CREATE, label: create.label(typed) }] : options;

  function choose(key: string | null) {
    if (key === CREATE) create?.onCreate(typed);
    else onChange(key);
  }

  return (
    <AriaComboBox
      {...rest}
      defaultItems={items}
      value={value}
      onChange={(key) => choose(key === null ? null : String(key))}
      onInputChange={setText}
      defaultFilter={(textValue, input) => textValue === "" || contains(textValue, input.trim())}
      allowsEmptyCollection
      menuTrigger="focus"
      isInvalid={Boolean(error)}
      className={clsx(fieldColumn, className)}
    >
      <FieldLabel label={label} hideLabel={hideLabel} isRequired={rest.isRequired} />
      <span className="relative block">
        <Input {...(placeholder ? { placeholder } : {})} className={clsx(fieldBox, "pr-11")} />
        <Button className="absolute inset-y-0 right-0 inline-flex w-10 cursor-pointer items-center justify-center rounded-md text-faint hovered:text-ink">
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      </span>
      <FieldHelp description={description} error={error} />
      <Popover offset={4} className={clsx(popoverLook, "w-(--trigger-width)")}>
        <ListBox<Option>
          className="outline-none"
          renderEmptyState={() => <p className="px-3 py-2 text-control text-faint">{nothingFound}</p>}
        >
          {(option) => (
            // Without text to match, "new …" passes the filter whatever was typed.
            <ListBoxItem id={option.id} textValue={option.id === CREATE ? "" : option.label} className={popoverItem}>
              {({ isSelected }) => (
                <>
                  {option.id === CREATE && <Plus aria-hidden />}
                  <span className="min-w-0 flex-1">
                    <span className={clsx("block truncate", isSelected && "font-medium")}>{option.label}</span>
                    {option.detail && <span className="block truncate text-sm text-faint">{option.detail}</span>}
                  </span>
                  {isSelected && <Check aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
