import { clsx } from "clsx";
import type { ReactNode } from "react";
import { GridList, type GridListProps } from "react-aria-components/GridList";

export type ListProps<T> = Omit<GridListProps<T>, "className" | "style" | "aria-label" | "renderEmptyState"> & {
  label: string;
  /** What stands here when there is nothing, usually an `EmptyState`. */
  empty?: ReactNode;
  className?: string;
};

/** Rows one walks through with the arrow keys. Fill it with `ListRow`s. */
export function List<T extends object>({ label, empty, className, ...rest }: ListProps<T>) {
  return (
    <GridList
      {...rest}
      aria-label={label}
      {...(empty ? { renderEmptyState: () => empty } : {})}
      className={clsx("-mx-3 flex flex-col outline-none", className)}
    />
  );
}
