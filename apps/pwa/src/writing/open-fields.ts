import { createContext, useContext, useEffect } from "react";

import type { Keeping } from "./keeping.ts";

export type OpenField = Pick<Keeping<never>, "keep" | "isKept">;

/** The fields that are on the screen. */
export const OpenFields = createContext<Set<OpenField> | null>(null);

/** Counts a field among those that are on the screen. */
export function useOpenField(field: OpenField): void {
  const open = useContext(OpenFields);
  useEffect(() => {
    open?.add(field);
    return () => void open?.delete(field);
  }, [open, field]);
}

/** Keeps what stands in all fields on the screen, the one with the caret as well; resolves with whether all of it is kept. */
export function useKeepAll(): () => Promise<boolean> {
  const open = useContext(OpenFields);
  return async () => {
    const fields = [...(open ?? [])];
    for (const field of fields) field.keep();
    const kept = await Promise.all(fields.map((field) => field.isKept()));
    return kept.every(Boolean);
  };
}
