import type { Row } from "@cliently/api/domain/store";
import { useMemo } from "react";

import { localDay } from "../../platform/days.ts";
import { useDevice, useOpenFields, useRows, type OpenFields } from "../../sync/hooks.tsx";
import type { Beside, ClientsView } from "./clients-view.ts";

/** Nobody's: what is not asked for is not read. */
const NOBODYS = { list: "clientId", value: "" } as const;

/** What other records say about the clients of a view; undefined while it is being read. */
export function useBeside({ withoutConsent, order }: ClientsView): Beside | undefined {
  const today = localDay(useDevice().world.clock());
  const consents = useRows("consent", withoutConsent ? { all: true } : NOBODYS);
  const notes = useOpenFields("note", order === "note" ? { all: true } : NOBODYS);
  return useMemo(
    () => consents && notes && { today, consenting: consentingTo(consents), lastNotes: lastOf(notes) },
    [consents, notes, today],
  );
}

function consentingTo(consents: readonly Row<"consent">[]): Set<string> {
  const standing = consents.filter(({ kind, withdrawnAt }) => kind === "data" && withdrawnAt === null);
  return new Set(standing.map(({ clientId }) => clientId));
}

function lastOf(notes: readonly OpenFields<"note">[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { clientId, startedAt } of notes) last.set(clientId, Math.max(startedAt, last.get(clientId) ?? 0));
  return last;
}
