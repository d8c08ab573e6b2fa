import { clsx } from "clsx";
import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";

export type Segment = { id: string; label: string; icon?: ReactNode };

export type SegmentsProps = {
  label: string;
  options: readonly Segment[];
  value: string;
  onChange: (id: string) => void;
  className?: string;
};

/** One of two or three ways to see the same thing. */
export function Segments({ label, options, value, onChange, className }: SegmentsProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={([id]) => id !== undefined && onChange(String(id))}
      className={clsx("inline-flex rounded-md border border-line bg-sunk p-0.5", className)}
    >
      {options.map(({ id, label: words, icon }) => (
        <ToggleButton
          key={id}
          id={id}
          className="reach inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-3 text-sm font-medium text-soft transition-colors hovered:text-ink chosen:bg-raised chosen:text-ink chosen:shadow-rest [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {icon}
          {words}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
