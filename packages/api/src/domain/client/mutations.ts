import { z } from "zod";

import { changeOf, firstStamps, mergeFields } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import { ClientFields } from "./client.ts";

/** Adds a client. */
export const createClient = defineMutation({
  args: z.strictObject({ id: Id, fields: ClientFields }),
  async run(store, { id, fields }, made) {
    if (await store.get("client", id)) throw new Refused("client-exists");
    const stamps = firstStamps(Object.keys(fields), made);
    await store.put("client", {
      id,
      createdAt: made.at,
      status: "active",
      deletedAt: null,
      ...fields,
      stamps,
      lost: [],
    });
  },
});

const shape = ClientFields.shape;

/** Changes fields of a client; each names the value it replaces, so that concurrent edits are noticed. */
export const changeClient = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      givenName: changeOf(shape.givenName).optional(),
      familyName: changeOf(shape.familyName).optional(),
      pronouns: changeOf(shape.pronouns).optional(),
      email: changeOf(shape.email).optional(),
      phone: changeOf(shape.phone).optional(),
      birthDate: changeOf(shape.birthDate).optional(),
      background: changeOf(shape.background).optional(),
    }),
  }),
  async run(store, { id, changes }, made) {
    const client = await store.get("client", id);
    if (!client) throw new Refused("client-unknown");
    await store.put("client", mergeFields(client, changes, made));
  },
});

/** The person has decided about a lost value: it is shown no longer. Taking it over is a `client.change` beside this. */
export const settleClient = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const client = await store.get("client", id);
    if (!client) throw new Refused("client-unknown");
    const lost = client.lost.filter((entry) => entry.field !== field || entry.mid !== mid);
    if (lost.length < client.lost.length) await store.put("client", { ...client, lost });
  },
});
