import { useCallback, useEffect, useRef } from "react";

import { useRows } from "../../sync/hooks.tsx";
import type { Snippets } from "./snippets.ts";

/** The snippets that are kept, live, for editors that are made once. Of two that are called the same, the newer. */
export function useSnippets(): () => Snippets {
  const presets = useRows("preset", { all: true });
  const known = useRef<Snippets>(new Map());
  useEffect(() => {
    const kept = presets?.filter(({ kind, status }) => kind === "snippet" && status === "kept") ?? [];
    const inOrder = kept.toSorted((a, b) => a.createdAt - b.createdAt);
    known.current = new Map(inOrder.map(({ name, text = "" }) => [name, text]));
  }, [presets]);
  return useCallback(() => known.current, []);
}
