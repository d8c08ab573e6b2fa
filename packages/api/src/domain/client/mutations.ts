import { z } from "zod";

import { belongingsOf, changedBy, deletedBy, hasSeen, restoredBy, Seen, settledRevival } from "../bin.ts";
import { entryField } from "../field-path.ts";
import { changeOf, firstStamps, mergeFields, settleLost, type Change } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused, type Made } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { text } from "../text.ts";
import { ClientFields, clientShape, type Imported } from "./client.ts";
import { contactsOf } from "./contacts-of.ts";
import { Contact, Contacts, MOST_CONTACTS, MOST_CONTACTS_EVER } from "./contacts.ts";
import { MOST_TAGS, Over, switchTag, Tag, type Tags } from "./tags.ts";
import { tagsOf } from "./tags-of.ts";

/** Somebody as they are added, alone or from a file. */
export const NewClient = z.strictObject({
  id: Id,
  fields: ClientFields,
  tags: z.array(Tag).max(MOST_TAGS),
  contacts: z.record(Id, Contact).refine((all) => Object.keys(all).length <= MOST_CONTACTS),
});
type NewClient = z.infer<typeof NewClient>;

/** Adds a client. */
export const createClient = defineMutation({
  args: NewClient,
  upcasters: [
    (args) => ({ ...(args as object), tags: [] }), // 1 → 2: clients have tags
    (args) => ({ ...(args as object), contacts: {} }), // 2 → 3: and further contacts; more fields, which may be absent
    (args) => args, // 3 → 4: one more field
  ],
  async run(store, client, made) {
    if (await store.get("client", client.id)) throw new Refused("client-exists");
    await store.put("client", begun(client, made));
  },
});

/** The most people that one act adds or deletes. */
export const MOST_AT_ONCE = 100;

/** Adds people from a file. Who is there already is passed over, so that it is safe to repeat. */
export const importClients = defineMutation({
  args: z.strictObject({
    importId: Id,
    fileName: text(200),
    clients: z.array(NewClient).min(1).max(MOST_AT_ONCE),
  }),
  upcasters: [(args) => args], // 1 → 2: one more field, which may be absent
  async run(store, { importId, fileName, clients }, made) {
    for (const client of clients) {
      if (await store.get("client", client.id)) continue;
      await store.put("client", begun(client, made, { id: importId, fileName, at: made.at }));
    }
  },
});

function begun({ id, fields, tags, contacts }: NewClient, made: Made, imported?: Imported): Row<"client"> {
  return {
    id,
    createdAt: made.at,
    deletedAt: null,
    ...fields,
    status: fields.status ?? "active",
    tags: tags.reduce<Tags>((all, tag) => switchTag(all, tag, { on: true, over: null }, made), {}),
    ...(Object.keys(contacts).length ? { contacts } : {}),
    ...(imported ? { imported } : {}),
    stamps: firstStamps([...Object.keys(fields), ...Object.keys(contacts).map(contactField)], made),
    lost: [],
    changed: { at: made.at, device: made.device, mid: made.mid },
  };
}

function entriesOf({ contacts = {} }: Row<"client">): number {
  return Object.keys(contacts).length;
}

const contactField = (id: string) => entryField("contacts", id);

/** Changes fields of a client; each names the value it replaces, so that concurrent edits are noticed. */
export const changeClient = defineMutation({
  args: z.strictObject({
    id: Id,
    changes: z.strictObject({
      givenName: changeOf(clientShape.givenName).optional(),
      familyName: changeOf(clientShape.familyName).optional(),
      preferredName: changeOf(clientShape.preferredName).optional(),
      pronouns: changeOf(clientShape.pronouns).optional(),
      email: changeOf(clientShape.email).optional(),
      phone: changeOf(clientShape.phone).optional(),
      address: changeOf(clientShape.address).optional(),
      contactPreference: changeOf(clientShape.contactPreference).optional(),
      birthDate: changeOf(clientShape.birthDate).optional(),
      background: changeOf(clientShape.background).optional(),
      intakeNotes: changeOf(clientShape.intakeNotes).optional(),
      status: changeOf(clientShape.status).optional(),
      source: changeOf(clientShape.source).optional(),
      nextAction: changeOf(clientShape.nextAction).optional(),
      nextActionOn: changeOf(clientShape.nextActionOn).optional(),
      leadNotes: changeOf(clientShape.leadNotes).optional(),
      notFitReason: changeOf(clientShape.notFitReason).optional(),
      noteTemplate: changeOf(clientShape.noteTemplate).optional(),
      contacts: z
        .record(Id, changeOf(Contacts.valueType))
        .refine((all) => Object.keys(all).length <= MOST_CONTACTS)
        .optional(),
    }),
  }),
  upcasters: [(args) => args, (args) => args], // 1 → 2 → 3: more fields may change
  async run(store, { id, changes: { contacts = {}, ...plain } }, made) {
    const client = await found(store, id);
    const changes: Record<string, Change | undefined> = { ...plain };
    for (const [contact, change] of Object.entries(contacts)) changes[contactField(contact)] = change;
    const changed = mergeFields(client, changes, made);
    const isMore = contactsOf(changed).length > contactsOf(client).length;
    if (isMore && contactsOf(changed).length > MOST_CONTACTS) throw new Refused("too-many-contacts");
    const isLonger = entriesOf(changed) > entriesOf(client);
    if (isLonger && entriesOf(changed) > MOST_CONTACTS_EVER) throw new Refused("too-many-contacts");
    await store.put("client", changedBy(changed, made));
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

/** Puts a client, and with them everything of theirs, into the bin. `seen`: the last changes of the client and of what belongs to them. */
export const deleteClient = defineMutation({
  args: z.strictObject({ id: Id, seen: Seen }),
  async run(store, { id, seen }, made) {
    await putIntoBin(store, await found(store, id), seen, made);
  },
});

/** Puts many into the bin in one act, each as `client.delete` does. Who is not there is passed over. */
export const deleteClients = defineMutation({
  args: z.strictObject({
    clients: z
      .array(z.strictObject({ id: Id, seen: Seen }))
      .min(1)
      .max(MOST_AT_ONCE),
  }),
  async run(store, { clients }, made) {
    for (const { id, seen } of clients) {
      const client = await store.get("client", id);
      if (client) await putIntoBin(store, client, seen, made);
    }
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

async function putIntoBin(store: Store, client: Row<"client">, seen: Id[], made: Made): Promise<void> {
  const belongings = await belongingsOf(store, client.id);
  await store.put("client", deletedBy(client, hasSeen(seen, [client, ...belongings]), made));
}

async function found(store: Store, id: string): Promise<Row<"client">> {
  const client = await store.get("client", id);
  if (!client) throw new Refused("client-unknown");
  return client;
}
