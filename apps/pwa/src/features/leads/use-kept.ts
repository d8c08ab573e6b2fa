import type { MutationArgs } from "@cliently/api/domain/catalogue";
import { clientShape } from "@cliently/api/domain/client/client";
import { overOf } from "@cliently/api/domain/field";
import { useLeaving } from "@cliently/ui/use-leaving";
import { useTyped } from "@cliently/ui/use-typed";
import { useState } from "react";

import { NOT_SAVED, unlessRefused } from "../../not-saved.ts";
import { useMutate } from "../../sync/hooks.tsx";
import type { Lead } from "./columns.ts";
import { isMeant } from "./lead-dates.ts";

type Field = "source" | "nextAction" | "nextActionOn" | "leadNotes" | "notFitReason";

/**
 * A field of a lead, written in place: kept when one leaves it, and what is typed stays in it until it is kept, also
 * when it cannot be. A day that is not set is an empty text.
 */
export function useKept(
  lead: Lead,
  name: Field,
): { shown: string; type: (text: string) => void; keep: (text?: string) => void; error: string | undefined } {
  const mutate = useMutate();
  const kept = lead[name] ?? "";
  const { shown, isTyping, isSent, basis, type, sent, drop } = useTyped(kept, overOf(lead, name));
  const [error, setError] = useState<string>();

  function keep(text = shown): void {
    const words = name === "leadNotes" ? text : text.trim();
    if (words === kept) return drop();
    const value = name === "nextActionOn" && words === "" ? null : words;
    if (!clientShape[name].safeParse(value).success)
      return setError("This is too long, or holds characters that cannot be kept.");
    if (name === "nextActionOn" && words !== "" && !isMeant(words)) return setError("Which year is meant?");
    setError(undefined);
    sent(words);
    const changes = { [name]: { value, over: basis } } as MutationArgs<"client.change">["changes"]; // checked above
    // It stays in the field: leaving that again tries once more.
    mutate([{ name: "client.change", args: { id: lead.id, changes } }]).catch(unlessRefused(() => setError(NOT_SAVED)));
  }

  useLeaving(() => {
    if (isTyping && (!isSent || error)) keep();
  });

  return { shown, type, keep, error };
}
