import { Activity, createContext, useContext, useState, type ReactNode } from "react";
import { useLocation } from "wouter";

import type { KeyHolder, LockingOthers } from "../local/key-handover.ts";
import { asksOnReturn } from "./return-choice.ts";

/**
 * The measure that a client is answering on this device, and where the practitioner was. Ids and a time: it lies on the
 * disk. `takenAt`: of when it is, in ms, when that was said before its first answer. `byHolding`: as the practitioner had
 * chosen by then, it comes back without the password.
 */
export type HandedOver = {
  measurementId: string;
  clientId: string;
  noteId: string | null;
  instrument: string;
  takenAt: number | null;
  byHolding?: boolean;
  back: string;
};

/** What is said of a measure that is to be handed over. */
type ToHandOver = Omit<HandedOver, "byHolding" | "back">;

const HandOver = createContext<(handed: ToHandOver) => void>(() => {});

/** Takes the device back. False: that was not the password which it takes. */
export type TakeBack = (password?: string) => Promise<boolean>;

/** Why the device was not handed over: another tab could not go behind its lock. */
export type NotHandedOver = Exclude<LockingOthers, "locked">;

type Props = {
  accountId: string;
  /** How this tab stands to the others. */
  holder: Pick<KeyHolder, "lockOthers" | "again">;
  /** Whether this is the password of the account, as this device knows it. */
  recognises: (password: string) => Promise<boolean>;
  /** All that is drawn from the press on, until the client has the device or it is known that they cannot. */
  waiting: ReactNode;
  /** All that is drawn while a client has the device. */
  during: (handed: HandedOver, takeBack: TakeBack) => ReactNode;
  /** What is drawn in front of the practice when it could not be handed over. */
  refused: (why: NotHandedOver, onClose: () => void) => ReactNode;
  children: ReactNode;
};

/**
 * While a client has the device, the practice is not covered but absent: no way back of the browser, no shortcut and no
 * reload can bring up what is not there, other tabs are behind their locks, and a new one asks for the password. It lasts
 * until the practitioner takes the device back in this tab.
 */
export function HandingOver({ accountId, holder, recognises, waiting, during, refused, children }: Props) {
  const [, go] = useLocation();
  const [handed, setHanded] = useState<HandedOver | "under-way" | null>(() => remembered(accountId));
  const [notHanded, setNotHanded] = useState<NotHandedOver>();

  async function handOver(to: ToHandOver): Promise<void> {
    const next = { ...to, byHolding: !asksOnReturn(accountId), back: location.pathname + location.search };
    // Before the others are told: from now on nobody gets the key from here.
    sessionStorage.setItem(KEY, JSON.stringify({ accountId, ...next }));
    setHanded("under-way"); // it may be in their hands by now
    const outcome = await holder.lockOthers();
    if (outcome === "locked") return setHanded(next);
    sessionStorage.removeItem(KEY);
    holder.again();
    setHanded(null);
    setNotHanded(outcome);
  }

  async function takeBack({ byHolding, back }: HandedOver, password: string | undefined): Promise<boolean> {
    if (!byHolding && (password === undefined || !(await recognises(password)))) return false;
    sessionStorage.removeItem(KEY);
    holder.again();
    setHanded(null);
    go(back, { replace: true });
    return true;
  }

  const isUnderWay = handed === "under-way";
  if (handed && !isUnderWay) return during(handed, (password) => takeBack(handed, password));
  return (
    <>
      {isUnderWay && waiting}
      {/* Hidden, its fields keep what is typed, and no key reaches it; if it is not handed over, all stands as it was. */}
      <Activity mode={isUnderWay ? "hidden" : "visible"}>
        <HandOver value={(to) => void handOver(to)}>
          {children}
          {notHanded && refused(notHanded, () => setNotHanded(undefined))}
        </HandOver>
      </Activity>
    </>
  );
}

/** Hands the device over to a client. */
export function useHandOver(): (handed: ToHandOver) => void {
  return useContext(HandOver);
}

/** Whether a client has this tab of the account. */
export function isHandedOver(accountId: string): boolean {
  return remembered(accountId) !== null;
}

const KEY = "cliently-handed-over";

function remembered(accountId: string): HandedOver | null {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as (HandedOver & { accountId: string }) | null; // written above
  return kept?.accountId === accountId ? kept : null;
}
