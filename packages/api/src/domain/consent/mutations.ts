import { z } from "zod";

import { reviveClient } from "../bin.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import { Time } from "../text.ts";
import { Consent } from "./consent.ts";

/** Records that a client gave a consent, to the version of the text they saw. */
export const giveConsent = defineMutation({
  args: z.strictObject({
    id: Id,
    clientId: Id,
    kind: Consent.shape.kind,
    textVersion: Consent.shape.textVersion,
    givenAt: Time,
    remark: Consent.shape.remark,
  }),
  async run(store, consent, made) {
    const client = await store.get("client", consent.clientId);
    if (!client) throw new Refused("client-unknown");
    if (await store.get("consent", consent.id)) throw new Refused("consent-exists");
    await store.put("consent", { ...consent, withdrawnAt: null });
    await reviveClient(store, client, made); // whoever records it did not know that they were deleted
  },
});

/** Records that a client withdrew a consent; the first withdrawal stands. */
export const withdrawConsent = defineMutation({
  args: z.strictObject({ id: Id, withdrawnAt: Time }),
  async run(store, { id, withdrawnAt }, made) {
    const consent = await store.get("consent", id);
    if (!consent) throw new Refused("consent-unknown");
    if (consent.withdrawnAt === null) await store.put("consent", { ...consent, withdrawnAt });
    const client = await store.get("client", consent.clientId);
    if (client) await reviveClient(store, client, made);
  },
});
