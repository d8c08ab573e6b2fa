import { createContext, useContext, useEffect } from "react";

/** Counts the fields below in which something is not kept. */
export const UnkeptFields = createContext<(by: 1 | -1) => void>(() => {});

/** Counts a field as long as something in it is not kept. */
export function useUnkept(isUnkept: boolean): void {
  const count = useContext(UnkeptFields);
  useEffect(() => {
    if (!isUnkept) return;
    count(1);
    return () => count(-1);
  }, [isUnkept, count]);
}
