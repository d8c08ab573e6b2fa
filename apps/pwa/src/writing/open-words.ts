import { createContext, useContext, useEffect, type RefObject } from "react";

/** How many dialogs are open with words that are nowhere else. Nothing closes the practice over them. */
export const OpenWords = createContext<RefObject<number>>({ current: 0 });

/** Counts a dialog as long as there are such words in it. */
export function useOpenWords(isWritten: boolean): void {
  const openRef = useContext(OpenWords);
  useEffect(() => {
    if (!isWritten) return;
    openRef.current += 1;
    return () => {
      openRef.current -= 1;
    };
  }, [openRef, isWritten]);
}
