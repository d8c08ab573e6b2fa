import type { Act } from "@cliently/api/domain/catalogue";
import { newId } from "@cliently/api/domain/new-id";
import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { useLocation } from "wouter";

import type { Device } from "../../sync/device.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { readRows } from "../../sync/read-row.ts";
import { useOnce } from "../../use-once.ts";
import { isOfSession, nextNumber } from "./session-number.ts";

/** Begins a note about a client now, and goes to write it: one, also when it is pressed twice. */
export function useBeginNote(): (clientId: string, template: TemplateChoice) => Promise<void> {
  const device = useDevice();
  const mutate = useMutate();
  const [, go] = useLocation();
  const once = useOnce();
  return (clientId, template) =>
    once("note", async () => {
      const begin = await beginning(device, clientId, template);
      await mutate([begin]);
      go(`/notes/${begin.args.id}`, { replace: true });
    });
}

type Beginning = Extract<Act, { name: "note.create" }>;

/** The act that begins a note now: dated by the server's clock, because its date is signed. */
export async function beginning(device: Device, clientId: string, template: TemplateChoice): Promise<Beginning> {
  const { clock, random } = device.world;
  const id = newId(clock(), random);
  const number = isOfSession(template)
    ? nextNumber(await readRows(device, "note", { list: "clientId", value: clientId }).catch(() => []))
    : null;
  const fields = { template, startedAt: timeNow(device), number };
  return { name: "note.create", args: { id, clientId, fields, update: null } };
}
