import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";

import type { Keeping } from "./keeping.ts";

/** What a field, or a dialog in which one writes, says of itself. */
type Told = {
  /** Something stands in it that is not kept yet. */
  isInHand?: boolean;
  /** There are words in it that could not be kept, or are not to be as they are: they are nowhere else. */
  isUnkept?: boolean;
};
type Keeps = Pick<Keeping<never>, "keep" | "isKept">;

/** The fields of a part of the screen, and of all parts of that. */
export type Fields = {
  /** Counts one in, here and in what is around; returns how to take it out again. */
  enter: (told: Told, field?: Keeps) => () => void;
  isAny: (what: keyof Told) => boolean;
  onChange: (changed: () => void) => () => void;
  /** Keeps what stands in all of them, in the one with the caret as well; resolves with whether all of it is kept. */
  keepAll: () => Promise<boolean>;
};

export const FieldsContext = createContext<Fields | null>(null);

export function useFields(): Fields {
  const fields = useContext(FieldsContext);
  if (!fields) throw new Error("no fields above");
  return fields;
}

/** For a part of the screen that can tell of its fields: it gives them to `FieldsContext`. */
export function useFieldsBelow(): Fields {
  const around = useFields();
  const [fields] = useState(() => fieldsIn(around));
  return fields;
}

/** Counts a field among those that are on the screen. */
export function useFieldHere({ isInHand = false, isUnkept = false }: Told, field?: Keeps): void {
  const { enter } = useFields();
  useEffect(() => enter({ isInHand, isUnkept }, field), [enter, isInHand, isUnkept, field]);
}

/** Whether this can be said of any of these fields, live. */
export function useAny({ isAny, onChange }: Fields, what: keyof Told): boolean {
  return useSyncExternalStore(onChange, () => isAny(what));
}

export function useKeepAll(): () => Promise<boolean> {
  return useFields().keepAll;
}

export function fieldsIn(around?: Fields): Fields {
  const entered = new Set<{ told: Told; field?: Keeps | undefined }>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const changed of listeners) changed();
  };
  return {
    enter(told, field) {
      const one = { told, field };
      const leaveAround = around?.enter(told, field);
      entered.add(one);
      tell();
      return () => {
        entered.delete(one);
        leaveAround?.();
        tell();
      };
    },
    isAny: (what) => [...entered].some(({ told }) => told[what]),
    onChange(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    async keepAll() {
      const fields = [...entered].flatMap(({ field }) => field ?? []);
      for (const field of fields) field.keep();
      const kept = await Promise.all(fields.map((field) => field.isKept()));
      return kept.every(Boolean);
    },
  };
}
