import { useContext, useEffect, useRef } from "react";

import { NotKeptContext } from "./not-kept.ts";

/**
 * For words that cannot be kept: as long as their field is on the screen, it says so itself; afterwards, and when something
 * else stands in it by then, they are held for the person. Comes before whatever keeps on leaving.
 */
export function useLeaveBehind(field: string, of: string): (words: string, isOther?: boolean) => void {
  const setHeld = useContext(NotKeptContext);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return (words, isOther = false) => {
    if ((isGone.current || isOther) && words.trim()) setHeld((held) => [...held, { field, of, words }]);
  };
}
