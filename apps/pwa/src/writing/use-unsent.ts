import { useContext, useEffect, useState } from "react";

import { useDevice } from "../sync/hooks.tsx";
import { NotKeptContext, type Words } from "./not-kept.ts";
import { unsent, type Unsent } from "./unsent.ts";

/** What is written in a form that makes something new: no way out of it but `discard` loses a word, be the app ended or not. */
export function useUnsent({ field, of, words }: Words): Pick<Unsent, "send" | "discard"> {
  const device = useDevice();
  const setHeld = useContext(NotKeptContext);
  const [form] = useState(() => unsent(device, (one) => setHeld((held) => [...held, one])));
  useEffect(() => form.write({ field, of, words }), [form, field, of, words]);
  useEffect(() => {
    const leave = form.enter();
    const forget = device.world.page.on("leaving", form.put);
    return () => {
      forget();
      leave();
    };
  }, [device, form]);
  return form;
}
