import { planIn, planInSealed, type Plan } from "@cliently/api/domain/note/plan";
import { sealedIn } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";
import { useEffect, useState } from "react";

import type { Device } from "../../sync/device.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { readNote } from "../../sync/read-note.ts";
import { findRows, openRow, readRow } from "../../sync/read-row.ts";

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
    const opened = await openRow(device, "note", row);
    const { id, startedAt } = opened;
    const plan = opened.status === "signed" ? await signedPlan(device, opened) : await writtenPlan(device, opened);
    if (plan === "away") return null; // an older plan would pass for the last one
    if (plan) return { ...plan, noteId: id, startedAt };
  }
  return null;
}

async function writtenPlan(device: Device, { id, template }: Row<"note">): Promise<Plan | undefined> {
  const doc = await readNote(device, id);
  const plan = planIn(doc, template);
  doc.destroy();
  return plan;
}

/** Nothing that came to a signed note's text is its plan, only what was sealed. */
async function signedPlan(device: Device, { signature }: Row<"note">): Promise<Plan | "away" | undefined> {
  const row = signature ? await readRow(device, "signature", signature) : null;
  const said = row && sealedIn(row.sealed);
  return said ? planInSealed(said) : "away";
}

/** It lies open beside what is sealed. */
function startOf(row: object): number {
  return "startedAt" in row ? Number(row.startedAt) : 0;
}
