import { useLayoutEffect, useRef, useState } from "react";

const KEPT = "cliently-quiet";

/** Whether only the text is shown. It stays so for the visit, and what one looks at stays where it is when it changes. */
export function useQuiet(): { isQuiet: boolean; setQuiet: (isQuiet: boolean) => void } {
  const [isQuiet, setQuiet] = useState(() => sessionStorage.getItem(KEPT) === "on");
  const held = useRef<{ at: HTMLElement; top: number }>(null);

  // The frame around the screen knows of it by this, and by nothing else.
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute("data-quiet", isQuiet);
    if (held.current) scrollBy(0, held.current.at.getBoundingClientRect().top - held.current.top);
    held.current = null;
    return () => document.documentElement.removeAttribute("data-quiet");
  }, [isQuiet]);

  return {
    isQuiet,
    setQuiet(next) {
      const at = document.activeElement?.closest<HTMLElement>(".note-page [data-part]");
      if (at) held.current = { at, top: at.getBoundingClientRect().top };
      if (next) sessionStorage.setItem(KEPT, "on");
      else sessionStorage.removeItem(KEPT);
      setQuiet(next);
    },
  };
}
