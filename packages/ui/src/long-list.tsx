import { ListLayout, Virtualizer } from "react-aria-components/Virtualizer";
import { List, type ListProps } from "./list.tsx";

/** How high every row is, in rem: a name and a quiet line under it. */
const ROW_REM = 3.75;

/** A `List` of hundreds: only the rows in sight are on the page, which scrolls with the window. Every row is as high. */
export function LongList<T extends object>({ className, ...rest }: ListProps<T>) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_REM * rem() }}>
      <List {...rest} className={`block! ${className ?? ""}`} />
    </Virtualizer>
  );
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
