import { clsx } from "clsx";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { GridListItem, type GridListItemProps } from "react-aria-components/GridList";

export type ListRowProps = Omit<GridListItemProps, "className" | "style" | "children" | "textValue"> & {
  /** Said when the row is reached, and what typing ahead looks for. */
  textValue: string;
  title: ReactNode;
  detail?: ReactNode;
  /** How much of the second line is shown: one line of it, or two. */
  detailLines?: 1 | 2;
  leading?: ReactNode;
  trailing?: ReactNode;
  className?: string;
};

/** One line of a `List`: who or what, a quiet second line, something at either end. */
export function ListRow({ title, detail, detailLines = 1, leading, trailing, className, ...rest }: ListRowProps) {
  const goes = rest.href !== undefined;
  const isPressed = goes || rest.onAction !== undefined;

  return (
    <GridListItem
      {...rest}
      className={clsx(
        "group relative flex min-h-14 items-center gap-3 rounded-md px-3 py-2 transition-colors outline-none",
        isPressed && "cursor-pointer",
        "after:pointer-events-none after:absolute after:inset-x-3 after:bottom-0 after:border-b after:border-line last:after:hidden",
        "hovered:bg-hover pressed:bg-press chosen:bg-accent-soft focus-ring:-outline-offset-2 focus-ring:outline-2 focus-ring:outline-accent off:opacity-50",
        className,
      )}
    >
      {leading}
      <div className="min-w-0 flex-1">
        <div className="truncate font-medium">{title}</div>
        {detail && (
          <div className={clsx("text-sm text-faint", detailLines === 1 ? "truncate" : "line-clamp-2")}>{detail}</div>
        )}
      </div>
      {trailing && <div className="flex shrink-0 items-center gap-2 text-sm text-soft figures">{trailing}</div>}
      {goes && <ChevronRight aria-hidden className="size-4 shrink-0 text-edge" />}
    </GridListItem>
  );
}
