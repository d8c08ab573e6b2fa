import { tagsOf } from "@cliently/api/domain/client/tags-of";
import type { Row } from "@cliently/api/domain/store";

/** Every tag that somebody has, the most used first. */
export function tagsInUse(clients: readonly Row<"client">[]): string[] {
  const counts = new Map<string, number>();
  for (const tag of clients.flatMap(tagsOf)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([tag]) => tag);
}
