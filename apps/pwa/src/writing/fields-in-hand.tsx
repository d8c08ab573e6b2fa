import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from "react";

/** The fields of a page in which something stands that is not kept yet. */
type InHand = { count: (by: 1 | -1) => void; isAny: () => boolean; onChange: (changed: () => void) => () => void };

const FieldsInHandContext = createContext<InHand>({ count: () => {}, isAny: () => false, onChange: () => () => {} });

/** A page that can tell whether somebody writes in one of its fields. */
export function FieldsInHand({ children }: { children: ReactNode }) {
  const [fields] = useState(counted);
  return <FieldsInHandContext value={fields}>{children}</FieldsInHandContext>;
}

/** Counts a field as long as something in it is not kept yet. */
export function useInHand(isInHand: boolean): void {
  const { count } = useContext(FieldsInHandContext);
  useEffect(() => {
    if (!isInHand) return;
    count(1);
    return () => count(-1);
  }, [isInHand, count]);
}

/** Whether any field of the page has something that is not kept yet, live. */
export function useAnyInHand(): boolean {
  const { isAny, onChange } = useContext(FieldsInHandContext);
  return useSyncExternalStore(onChange, isAny);
}

function counted(): InHand {
  const listeners = new Set<() => void>();
  let fields = 0;
  return {
    count(by) {
      fields += by;
      for (const changed of listeners) changed();
    },
    isAny: () => fields > 0,
    onChange(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
