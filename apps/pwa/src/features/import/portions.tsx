import { Button } from "@cliently/ui/button";
import { useState, type ReactNode } from "react";

const PORTION = 25;

/** A long list, of which more is shown when more is wanted. */
export function Portions<Item>({
  label,
  items,
  children,
}: {
  label: string;
  items: readonly Item[];
  children: (item: Item) => ReactNode;
}) {
  const [count, setCount] = useState(PORTION);
  const more = items.length - count;

  return (
    <>
      <ul aria-label={label} className="flex flex-col">
        {items.slice(0, count).map((item, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- the list only grows
          <li key={index} className="border-b border-line last:border-0">
            {children(item)}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button size="small" variant="ghost" className="-ml-3 self-start" onPress={() => setCount(count + PORTION * 4)}>
          Show more ({more.toLocaleString("en")})
        </Button>
      )}
    </>
  );
}
