import { useEffect, useRef } from "react";

/** In a dialog: keeps the focus there when what had it goes. On the body, keys would be nobody's, Escape among them. */
export function KeepsFocus() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>("[role=dialog], [role=alertdialog]");
    if (!dialog) return;
    const keep = () => {
      const isLost = document.activeElement === document.body && !dialog.closest("[inert], [aria-hidden=true]");
      if (isLost) dialog.focus({ preventScroll: true });
    };
    // A question in front of it may go in the same moment, and give it free only later.
    const changes = new MutationObserver(() => requestAnimationFrame(keep));
    changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ["inert", "aria-hidden"] });
    return () => changes.disconnect();
  }, []);
  return <span ref={mark} hidden />;
}
