import { useEffect, useMemo, useRef } from "react";

import type { Lead } from "./columns.ts";

export type FollowCard = {
  /** A lead is about to be moved: as they are now. */
  leaves: (before: Lead) => void;
  /** A card has been drawn. */
  arrives: (lead: Lead, card: HTMLElement | null) => void;
};

/**
 * Keeps the focus with a card that is moved: it goes from one list and is drawn anew in another. When it is nowhere
 * any more, the focus goes to the page. `leads`: all; `shown`: those who have a card.
 */
export function useFollowCard(leads: readonly Lead[] | undefined, shown: readonly Lead[]): FollowCard {
  const followed = useRef<Lead>(undefined);

  useEffect(() => {
    const before = followed.current;
    const now = before && leads?.find(({ id }) => id === before.id);
    if (!now || now.status === before.status || shown.some(({ id }) => id === now.id)) return;
    followed.current = undefined;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [leads, shown]);

  return useMemo(
    () => ({
      leaves: (before) => {
        followed.current = before;
      },
      arrives: (lead, card) => {
        const before = followed.current;
        if (!card || before?.id !== lead.id || before.status === lead.status) return;
        followed.current = undefined;
        setTimeout(() => card.focus()); // after the list that it left has taken the focus to itself
      },
    }),
    [],
  );
}
