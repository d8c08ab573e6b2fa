import { canonicalJson } from "../digest.ts";
import type { Stamp } from "../field.ts";
import type { Row } from "../store.ts";
import type { Former } from "./note.ts";
import { templates } from "./templates.ts";

/** So many are remembered; each once, however often it was chosen. */
const MOST_FORMER = 20;

/**
 * The note with every template that it does not have any more: those of the rows that it came of, and values that lost
 * against its own. In which order they came makes no difference.
 */
export function withFormer(note: Row<"note">, cameOf: readonly Row<"note">[]): Row<"note"> {
  const rows = [note, ...cameOf];
  const all = [...rows.flatMap(({ former = [] }) => former), ...rows.flatMap(valuesOf)].toSorted(byStamp);
  const isKnown = ({ template }: Former) => typeof template !== "string" || templates.some(({ id }) => id === template);
  const current = canonicalJson(note.template);
  const last = new Map(all.filter(isKnown).map((one) => [canonicalJson(one.template), one]));
  last.delete(current);
  if (last.size === 0 && !note.former) return note;
  return { ...note, former: [...last.values()].toSorted(byStamp).slice(-MOST_FORMER) };
}

/** What stands in the field, and what waits for the person's decision about it. */
function valuesOf({ template, stamps, lost }: Row<"note">): Former[] {
  const stamp = stamps["template"];
  const waiting = lost.filter(({ field }) => field === "template");
  return [
    ...(stamp ? [formerOf(stamp, template)] : []),
    ...waiting.map((entry) => formerOf(entry, entry.value as Former["template"])), // a value of that field
  ];
}

function formerOf({ at, mid }: Stamp, template: Former["template"]): Former {
  return { at, mid, template };
}

function byStamp(a: Former, b: Former): number {
  return a.at - b.at || (a.mid < b.mid ? -1 : 1);
}
