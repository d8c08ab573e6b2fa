import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { useLocation } from "wouter";

/**
 * The measure that a client is answering on this device, and where the practitioner was. Ids and a time: it lies on the
 * disk. `takenAt`: of when it is, in ms, when that was said before its first answer.
 */
export type HandedOver = {
  measurementId: string;
  clientId: string;
  noteId: string | null;
  instrument: string;
  takenAt: number | null;
  back: string;
};

const HandOver = createContext<(handed: Omit<HandedOver, "back">) => void>(() => {});

type Props = {
  accountId: string;
  /** All that is drawn while a client has the device. */
  during: (handed: HandedOver, takeBack: () => void) => ReactNode;
  children: ReactNode;
};

/**
 * While a client has the device, the practice is not covered but absent: no way back of the browser, no shortcut and no
 * reload can bring up what is not there. It lasts in this tab until the practitioner takes the device back.
 */
export function HandingOver({ accountId, during, children }: Props) {
  const [, go] = useLocation();
  const [handed, setHanded] = useState(() => remembered(accountId));
  const handOver = useCallback(
    (to: Omit<HandedOver, "back">) => {
      const next = { ...to, back: location.pathname + location.search };
      sessionStorage.setItem(KEY, JSON.stringify({ accountId, ...next }));
      setHanded(next);
    },
    [accountId],
  );

  function takeBack(back: string): void {
    sessionStorage.removeItem(KEY);
    setHanded(null);
    go(back, { replace: true });
  }

  return <HandOver value={handOver}>{handed ? during(handed, () => takeBack(handed.back)) : children}</HandOver>;
}

/** Hands the device over to a client. */
export function useHandOver(): (handed: Omit<HandedOver, "back">) => void {
  return useContext(HandOver);
}

const KEY = "cliently-handed-over";

function remembered(accountId: string): HandedOver | null {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as (HandedOver & { accountId: string }) | null; // written above
  return kept?.accountId === accountId ? kept : null;
}
