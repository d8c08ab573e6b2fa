import type { DropItem } from "react-aria-components/useDragAndDrop";

/** What a dragged card is known by to the board; nothing else can read it. */
export const DRAGGED = "application/x-cliently-lead";

/** Whose card was dropped. */
export async function draggedId(items: readonly DropItem[]): Promise<string | undefined> {
  for (const item of items) if (item.kind === "text" && item.types.has(DRAGGED)) return item.getText(DRAGGED);
  return undefined;
}
