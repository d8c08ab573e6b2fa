import { useContext, useEffect, useRef } from "react";

import { NotKeptContext } from "./not-kept.ts";

/**
 * For words of a field that cannot be kept: as long as it is on the screen, it says so itself; afterwards they are held for
 * the person. Comes before whatever keeps on leaving.
 */
export function useLeaveBehind(field: string, of: string): (words: string) => void {
  const setHeld = useContext(NotKeptContext);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return (words) => {
    if (isGone.current && words.trim()) setHeld((held) => [...held, { field, of, words }]);
  };
}
