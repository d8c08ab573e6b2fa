import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Input } from "react-aria-components/Input";
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from "react-aria-components/SearchField";
import { fieldBox } from "./field.tsx";

export type SearchFieldProps = Omit<AriaSearchFieldProps, "className" | "style" | "children" | "aria-label"> & {
  label: string;
  placeholder?: string;
  className?: string;
};

/** Finds as one types. Escape empties it. */
export function SearchField({ label, placeholder, className, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={clsx("group relative block w-full", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-3 my-auto size-[1.125rem] text-faint"
      />
      <Input
        {...(placeholder ? { placeholder } : {})}
        className={clsx(fieldBox, "pr-11 pl-10 [&::-webkit-search-cancel-button]:hidden")}
      />
      <Button className="absolute inset-y-0 right-0 inline-flex w-10 cursor-pointer items-center justify-center rounded-md text-faint group-data-empty:hidden hovered:text-ink focus-ring:-outline-offset-4">
        <X aria-hidden className="size-4" />
      </Button>
    </AriaSearchField>
  );
}
