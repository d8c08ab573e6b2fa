import { useEffect, useRef } from "react";

import type { Lead } from "./columns.ts";

/** Keeps the focus with a card that was moved, wherever it goes: it is drawn anew there. Returns what to call with the lead as it was. */
export function useFollowCard(leads: readonly Lead[] | undefined): (before: Lead) => void {
  const followed = useRef<Lead>(undefined);

  useEffect(() => {
    const before = followed.current;
    const now = before && leads?.find(({ id }) => id === before.id);
    if (!now || now.status === before.status) return;
    followed.current = undefined;
    const card = document.querySelector<HTMLElement>(`#main [data-key="${CSS.escape(now.id)}"]`);
    (card ?? document.getElementById("main"))?.focus({ preventScroll: card === null });
  }, [leads]);

  return (before) => {
    followed.current = before;
  };
}
