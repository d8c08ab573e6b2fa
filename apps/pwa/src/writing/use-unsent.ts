import { useContext, useEffect, useEffectEvent, useState } from "react";

import { useDevice } from "../sync/hooks.tsx";
import { NotKeptContext, type Words } from "./not-kept.ts";
import { unsent, type Unsent } from "./unsent.ts";

type Form = Pick<Unsent, "send" | "discard"> & {
  /** Holds words in front of the person at once: by now another one is being written where they stood. */
  leaveBehind: (words: string) => void;
};

/**
 * What is written in a form that makes something new: no way out of it but `discard` loses a word, be the app ended or
 * not. `keep` sends it when the screen goes away, or another app comes in front and a phone ends this one.
 */
export function useUnsent({ field, of, words }: Words, keep?: () => void): Form {
  const setHeld = useContext(NotKeptContext);
  const form = useUnsentHere(keep);
  useEffect(() => form.write({ field, of, words }), [form, field, of, words]);
  return { ...form, leaveBehind: (text) => setHeld((held) => [...held, { field, of, words: text }]) };
}

/** The same for words that come by `write`. */
export function useUnsentHere(keep?: () => void): Unsent {
  const device = useDevice();
  const setHeld = useContext(NotKeptContext);
  const [form] = useState(() =>
    unsent(device, (one, instead) =>
      setHeld((held) => (instead ? held.map((other) => (other === instead ? one : other)) : [...held, one])),
    ),
  );
  const keepNow = useEffectEvent(() => keep?.());
  useEffect(() => {
    const leave = form.enter();
    const forget = device.world.page.on("leaving", () => {
      keepNow();
      form.put();
    });
    return () => {
      forget();
      keepNow();
      leave();
    };
  }, [device, form]);
  return form;
}
