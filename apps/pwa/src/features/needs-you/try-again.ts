import type { Act } from "@cliently/api/domain/catalogue";
import { entryField } from "@cliently/api/domain/field-path";
import { tagIn } from "@cliently/api/domain/client/tags-of";
import { overOf } from "@cliently/api/domain/field";

import type { Device } from "../../sync/device.ts";
import { readRow } from "../../sync/read-row.ts";
import { seenNow } from "../../sync/seen.ts";

/** The same act, on top of what is there now: the person has seen that, and wants this in its place. */
export async function rebased(device: Device, act: Act): Promise<Act> {
  switch (act.name) {
    case "client.change": {
      const row = await readRow(device, "client", act.args.id);
      return { ...act, args: { ...act.args, changes: over(act.args.changes, row) } };
    }
    case "note.change": {
      const row = await readRow(device, "note", act.args.id);
      return { ...act, args: { ...act.args, changes: over(act.args.changes, row) } };
    }
    case "goal.change": {
      const row = await readRow(device, "goal", act.args.id);
      return { ...act, args: { ...act.args, changes: over(act.args.changes, row) } };
    }
    case "measurement.change": {
      const row = await readRow(device, "measurement", act.args.id);
      return { ...act, args: { ...act.args, changes: over(act.args.changes, row) } };
    }
    case "preset.change": {
      const row = await readRow(device, "preset", act.args.id);
      return { ...act, args: { ...act.args, changes: over(act.args.changes, row) } };
    }
    case "addendum.change": {
      const row = await readRow(device, "addendum", act.args.id);
      return { ...act, args: { ...act.args, ...over({ text: act.args.text }, row) } };
    }
    case "summary.edit": {
      const row = await readRow(device, "summary", act.args.id);
      return { ...act, args: { ...act.args, ...over({ text: act.args.text }, row) } };
    }
    case "client.tag":
    case "client.untag": {
      const held = tagIn((await readRow(device, "client", act.args.id)) ?? {}, act.args.tag);
      return { ...act, args: { ...act.args, over: held ? { at: held.at, mid: held.mid } : null } };
    }
    case "client.delete":
      return { ...act, args: { ...act.args, seen: await seenNow(device, "client", act.args.id) } };
    case "note.delete":
      return { ...act, args: { ...act.args, seen: await seenNow(device, "note", act.args.id) } };
    default:
      return act;
  }
}

/** The same fields and entries, each over what is there now. */
function over<C extends object>(changes: C, row: Parameters<typeof overOf>[0] | null): C {
  const onTop = (field: string, change: object | undefined): unknown => {
    if (!change || "over" in change) return change && { ...change, over: row && overOf(row, field) };
    return Object.fromEntries(
      Object.entries(change).map(([entry, value]) => [entry, onTop(entryField(field, entry), value as object)]), // a record of changes
    );
  };
  const entries = Object.entries(changes) as [string, object | undefined][];
  return Object.fromEntries(entries.map(([field, change]) => [field, onTop(field, change)])) as C; // the same fields
}
