import { z } from "zod";

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
  async run(store, consent) {
    if (!(await store.get("client", consent.clientId))) throw new Refused("client-unknown");
    if (await store.get("consent", consent.id)) throw new Refused("consent-exists");
    await store.put("consent", { ...consent, withdrawnAt: null });
  },
});

/** Records that a client withdrew a consent; the first withdrawal stands. */
export const withdrawConsent = defineMutation({
  args: z.strictObject({ id: Id, withdrawnAt: Time }),
  async run(store, { id, withdrawnAt }) {
    const consent = await store.get("consent", id);
    if (!consent) throw new Refused("consent-unknown");
    if (consent.withdrawnAt === null) await store.put("consent", { ...consent, withdrawnAt });
  },
});
