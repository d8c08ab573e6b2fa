import type { Act } from "@cliently/api/domain/catalogue";
import type { ClientStatus } from "@cliently/api/domain/client/status";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";

import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import type { Lead } from "./columns.ts";
import { becomesClient, isNotAFit, movedTo, moveWords, undone } from "./moves.ts";
import { NotAFitDialog } from "./not-a-fit-dialog.tsx";

/**
 * Brings leads from stage to stage, says so, and offers the way back. `onMove` hears of the lead as it was;
 * `question` is to be shown: it asks why somebody is not a fit.
 */
export function useMoves(onMove: (lead: Lead) => void = () => {}): {
  move: (lead: Lead, to: ClientStatus) => void;
  question: ReactNode;
} {
  const device = useDevice();
  const mutate = useMutate();
  const tell = useTell();
  const attempt = useAttempt();
  const [refusing, setRefusing] = useState<Lead>();

  async function act(lead: Lead, to: ClientStatus, made: Act): Promise<void> {
    onMove(lead);
    await mutate([made]);
    const after = await readRow(device, "client", lead.id);
    const undo = () => attempt(mutate([undone(made, lead, after ?? lead)]));
    tell({ text: moveWords(lead, to), ...(after ? { action: { label: "Undo", onPress: undo } } : {}) });
  }

  function begin(lead: Lead, to: ClientStatus): void {
    if (to === lead.status) return;
    if (to === "not-a-fit") return setRefusing(lead);
    attempt(act(lead, to, to === "active" ? becomesClient(lead) : movedTo(lead, to)));
  }

  // The same function for ever, so that hundreds of cards are not drawn anew with every key.
  const latest = useRef(begin);
  useEffect(() => {
    latest.current = begin;
  });
  const move = useCallback((lead: Lead, to: ClientStatus) => latest.current(lead, to), []);

  return {
    move,
    question: refusing && (
      <NotAFitDialog
        lead={refusing}
        onClose={() => setRefusing(undefined)}
        onDecided={(reason) => act(refusing, "not-a-fit", isNotAFit(refusing, reason))}
      />
    ),
  };
}
