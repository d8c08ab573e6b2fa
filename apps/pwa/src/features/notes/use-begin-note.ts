import { newId } from "@cliently/api/domain/new-id";
import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { useLocation } from "wouter";

import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { readRows } from "../../sync/read-row.ts";
import { isOfSession, nextNumber } from "./session-number.ts";

/** Begins a note about a client now, and goes to write it. */
export function useBeginNote(): (clientId: string, template: TemplateChoice) => Promise<void> {
  const device = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  return async (clientId, template) => {
    const { clock, random } = device.world;
    const now = clock();
    const id = newId(now, random);
    const number = isOfSession(template)
      ? nextNumber(await readRows(device, "note", { list: "clientId", value: clientId }).catch(() => []))
      : null;
    const fields = { template, startedAt: now, number };
    await mutate([{ name: "note.create", args: { id, clientId, fields, update: null } }]);
    go(`/notes/${id}`, { replace: true });
  };
}
