import { z } from "zod";

import { changedBy, deletedBy, hasSeen, restoredBy, Seen, settledRevival } from "../bin.ts";
import { changeOf, firstStamps, mergeFields, settleLost } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { ClientFields } from "./client.ts";
import { MOST_TAGS, Over, switchTag, Tag, type Tags } from "./tags.ts";
import { tagsOf } from "./tags-of.ts";

/** Adds a client. */
export const createClient = defineMutation({
  args: z.strictObject({ id: Id, fields: ClientFields, tags: z.array(Tag).max(MOST_TAGS) }),
  upcasters: [(args) => ({ ...(args as object), tags: [] })], // 1 → 2: clients have tags
  async run(store, { id, fields, tags }, made) {
    if (await store.get("client", id)) throw new Refused("client-exists");
    await store.put("client", {
      id,
      createdAt: made.at,
      status: "active",
      deletedAt: null,
      ...fields,
      tags: tags.reduce<Tags>((all, tag) => switchTag(all, tag, { on: true, over: null }, made), {}),
      stamps: firstStamps(Object.keys(fields), made),
      lost: [],
      changed: { at: made.at, device: made.device, mid: made.mid },
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
    const client = await found(store, id);
    await store.put("client", changedBy(mergeFields(client, changes, made), made));
  },
});

/** The person has decided about a lost value: it is shown no longer. Taking it over is a `client.change` beside this. */
export const settleClient = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const client = await found(store, id);
    const settled = settleLost(client, field, mid);
    if (settled !== client) await store.put("client", settled);
  },
});

/** Puts a tag on a client. */
export const tagClient = defineMutation({
  args: z.strictObject({ id: Id, tag: Tag, over: Over }),
  async run(store, { id, tag, over }, made) {
    const client = await found(store, id);
    const tags = switchTag(client.tags ?? {}, tag, { on: true, over }, made);
    if (tagsOf({ tags }).length > MOST_TAGS) throw new Refused("too-many-tags");
    await store.put("client", changedBy({ ...client, tags }, made));
  },
});

/** Takes a tag off a client. */
export const untagClient = defineMutation({
  args: z.strictObject({ id: Id, tag: Tag, over: Over }),
  async run(store, { id, tag, over }, made) {
    const client = await found(store, id);
    await store.put(
      "client",
      changedBy({ ...client, tags: switchTag(client.tags ?? {}, tag, { on: false, over }, made) }, made),
    );
  },
});

/** Puts a client, and with them everything of theirs, into the bin. `seen`: the last changes of the client and their notes. */
export const deleteClient = defineMutation({
  args: z.strictObject({ id: Id, seen: Seen }),
  async run(store, { id, seen }, made) {
    const client = await found(store, id);
    const notes = await store.list("note", "clientId", id);
    await store.put("client", deletedBy(client, hasSeen(seen, [client, ...notes]), made));
  },
});

/** Brings a client back out of the bin. */
export const restoreClient = defineMutation({
  args: z.strictObject({ id: Id }),
  async run(store, { id }, made) {
    await store.put("client", restoredBy(await found(store, id), made));
  },
});

/** The person has seen that a client was kept although somebody deleted them. */
export const keepClient = defineMutation({
  args: z.strictObject({ id: Id, mid: Id }),
  async run(store, { id, mid }) {
    await store.put("client", settledRevival(await found(store, id), mid));
  },
});

async function found(store: Store, id: string): Promise<Row<"client">> {
  const client = await store.get("client", id);
  if (!client) throw new Refused("client-unknown");
  return client;
}
