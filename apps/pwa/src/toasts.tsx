import type { Toast, Toasts as Queue } from "@cliently/ui/toast";
import { createContext, useCallback, useContext, useRef, useState, type ComponentType, type ReactNode } from "react";

import { loadUntilThere } from "./platform/load-until-there.ts";

const Tell = createContext<(toast: Toast) => void>(() => {});

type Area = { toasts: Queue; ToastArea: ComponentType<{ toasts: Queue }> };

/** Lets every screen below say what has been done, and offer the way back. What shows it is loaded with the first word. */
export function Toasts({ children }: { children: ReactNode }) {
  const [area, setArea] = useState<Area>();
  const loading = useRef<Promise<Area>>(undefined);
  const tell = useCallback((toast: Toast) => {
    loading.current ??= loaded();
    void loading.current.then((there) => {
      setArea(there);
      there.toasts.clear(); // the way back leads from the last act
      there.toasts.add(toast, { timeout: SHOWN_MS });
    });
  }, []);
  return (
    <Tell value={tell}>
      {children}
      {area && <area.ToastArea toasts={area.toasts} />}
    </Tell>
  );
}

/** Says what has been done, for a while. For what may be missed. */
export function useTell(): (toast: Toast) => void {
  return useContext(Tell);
}

async function loaded(): Promise<Area> {
  const { createToasts, ToastArea } = await loadUntilThere(() => import("@cliently/ui/toast"));
  return { toasts: createToasts(), ToastArea };
}

/** Long enough to read, decide and get there; pointing at it stops the time. */
const SHOWN_MS = 10_000;
