import { useEffect, useRef } from "react";

/** What the window is called on each screen. Never by a name of a client: titles stand in task bars and histories. */
const TITLES: [RegExp, string][] = [
  [/^\/sign-up$/, "Make an account"],
  [/^\/privacy$/, "Privacy policy"],
  [/^\/clients$/, "Clients"],
  [/^\/clients\/./, "Client"],
  [/^\/notes$/, "Notes"],
  [/^\/notes\/new$/, "New note"],
  [/^\/notes\/./, "Note"],
  [/^\/search$/, "Search"],
  [/^\/storage$/, "Storage"],
  [/^\/bin$/, "Bin"],
  [/^\/settings$/, "Settings"],
];

/**
 * Says where one has arrived: in the title of the window, and by moving the focus into the new screen when what had it
 * is gone or was the way there. A field of the screen that asks for the focus gets it all the same.
 */
export function useArrival(path: string): void {
  const from = useRef(path);

  useEffect(() => {
    const name = TITLES.find(([pattern]) => pattern.test(path))?.[1];
    document.title = name ? `${name} · Cliently` : "Cliently";

    if (from.current === path) return;
    from.current = path;
    const main = document.getElementById("main");
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [path]);
}
