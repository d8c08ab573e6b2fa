import { useEffect, useState, useSyncExternalStore } from "react";

import { isEditable } from "./is-editable.ts";
import type { Updates } from "./updates.ts";

/**
 * Whether to speak of a newer version now: there is one, nobody put it off, and nobody is typing. Nothing appears on
 * the page while one writes.
 */
export function useUpdate(updates: Updates): { show: boolean; later: () => void } {
  const isReady = useSyncExternalStore(updates.onChange, updates.isReady);
  const isTyping = useIsTyping();
  const [isPutOff, putOff] = useState(false);
  const [isShown, setShown] = useState(false);

  // Once it is there it stays: clicking into a field must not make it jump away either.
  if (isReady && !isTyping && !isPutOff && !isShown) setShown(true);

  return {
    show: isShown && !isPutOff,
    later: () => putOff(true),
  };
}

function useIsTyping(): boolean {
  const [isTyping, setTyping] = useState(false);

  useEffect(() => {
    const look = () => setTyping(isEditable(document.activeElement));
    look();
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", look);
    };
  }, []);

  return isTyping;
}
