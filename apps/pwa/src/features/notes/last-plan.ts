import { planIn, type Plan } from "@cliently/api/domain/note/plan";
import type { Row } from "@cliently/api/domain/store";
import { useEffect, useState } from "react";

import type { Device } from "../../sync/device.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { readNote } from "../../sync/read-note.ts";
import { findRows, openRow } from "../../sync/read-row.ts";

export type LastPlan = Plan & { noteId: string; startedAt: number };

type Before = Pick<Row<"note">, "id" | "clientId" | "startedAt">;

/** So many notes back one looks for a plan: what was planned before that is none any more. */
const MOST_BACK = 12;

/** What was planned when the client was seen last; undefined until that is read, null when nothing was. Read once. */
export function useLastPlan({ id, clientId, startedAt }: Before): LastPlan | null | undefined {
  const device = useDevice();
  const [plan, setPlan] = useState<LastPlan | null>();
  useEffect(() => {
    let current = true;
    const show = (found: LastPlan | null) => current && setPlan(found);
    // A note that cannot be read says so where it is opened.
    lastPlan(device, { id, clientId, startedAt }).then(show, () => show(null));
    return () => {
      current = false;
    };
  }, [device, id, clientId, startedAt]);
  return plan;
}

/** The plan of the newest note before this one that has any. */
export async function lastPlan(device: Device, note: Before): Promise<LastPlan | null> {
  const found = await findRows(device, "note", { list: "clientId", value: note.clientId });
  const before = found
    .filter((row) => row.id !== note.id && startOf(row) < note.startedAt)
    .toSorted((a, b) => startOf(b) - startOf(a));
  for (const row of before.slice(0, MOST_BACK)) {
    const { id, startedAt, template } = await openRow(device, "note", row);
    const doc = await readNote(device, id);
    const plan = planIn(doc, template);
    doc.destroy();
    if (plan) return { ...plan, noteId: id, startedAt };
  }
  return null;
}

/** It lies open beside what is sealed. */
function startOf(row: object): number {
  return "startedAt" in row ? Number(row.startedAt) : 0;
}
