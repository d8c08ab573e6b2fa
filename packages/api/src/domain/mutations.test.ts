import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { aClient, aConsent, anEdit, anId, aNote, runOver, wordsOf, type Rows } from "../testing/index.ts";
import { seenOf } from "./bin.ts";
import type { Act } from "./catalogue.ts";
import { catalogue } from "./catalogue.ts";
import { Id } from "./ids.ts";
import { newId } from "./new-id.ts";
import { nouns } from "./nouns.ts";
import type { Client } from "./client/client.ts";
import { contactsOf } from "./client/contacts-of.ts";
import { MOST_CONTACTS, MOST_CONTACTS_EVER } from "./client/contacts.ts";
import { tagIn, tagsOf } from "./client/tags-of.ts";
import { undecided } from "./undecided.ts";

describe("clients", () => {
  test("a client is added once, and changed by whoever knows what they replace", async () => {
    const practice = aBook();
    const client = aClient({ givenName: "Ann" });
    expect(await practice.does(client)).toEqual({ status: "applied" });
    expect(await practice.does(client)).toEqual({ status: "refused", reason: "client-exists" });
    const seen = practice.row<Client>("client", client.args.id).stamps["pronouns"];
    const over = seen ? { at: seen.at, mid: seen.mid } : null;
    await practice.does({
      name: "client.change",
      args: { id: client.args.id, changes: { pronouns: { value: "she/her", over } } },
    });
    expect(practice.row("client", client.args.id)).toMatchObject({ givenName: "Ann", pronouns: "she/her", lost: [] });
  });

  test("two people change one field without knowing of each other: the later wins, the other is kept to be decided", async () => {
    const practice = aBook();
    const client = aClient();
    await practice.does(client);
    const stamp = practice.row<Client>("client", client.args.id).stamps["phone"];
    const over = stamp ? { at: stamp.at, mid: stamp.mid } : null;
    const change = (value: string): Act => ({
      name: "client.change",
      args: { id: client.args.id, changes: { phone: { value, over } } },
    });
    await practice.does(change("1"), 2_000);
    await practice.does(change("2"), 3_000);
    expect(practice.row("client", client.args.id)).toMatchObject({
      phone: "2",
      lost: [{ field: "phone", value: "1" }],
    });
  });
});

describe("leads", () => {
  test("a lead who becomes a client takes everything along, whichever device said so first", async () => {
    const practice = aBook();
    const lead = aClient({
      givenName: "Sorrel",
      status: "inquiry",
      source: "A friend",
      leadNotes: "Sleeps badly.",
      contacts: { [anId()]: { kind: "emergency", name: "Alder", relation: "brother", phone: "0303", email: "" } },
    });
    await practice.does(lead);
    await practice.does(aNote({ clientId: lead.args.id, body: "first call" }));
    const stamp = practice.row<Client>("client", lead.args.id).stamps["status"];
    const over = stamp ? { at: stamp.at, mid: stamp.mid } : null;
    const convert: Act = {
      name: "client.change",
      args: { id: lead.args.id, changes: { status: { value: "active", over } } },
    };
    await practice.does(convert, 2_000);
    await practice.does(convert, 3_000);
    const row = practice.row<Client>("client", lead.args.id);
    expect(row).toMatchObject({ status: "active", source: "A friend", leadNotes: "Sleeps badly." });
    expect(contactsOf(row)).toMatchObject([{ name: "Alder" }]);
    expect(undecided(row)).toEqual([]);
    expect(practice.all("note")).toMatchObject([{ clientId: lead.args.id }]);
  });
});

describe("imports", () => {
  const people = (...names: string[]) => names.map((givenName) => aClient({ givenName }).args);
  const act = (clients: ReturnType<typeof people>): Act => ({
    name: "client.import",
    args: { importId: anId(), fileName: "people.csv", clients },
  });

  test("people from a file are added once, and it is known from which", async () => {
    const practice = aBook();
    const [one, other] = people("Bryony", "Basil");
    if (!one || !other) throw new Error("two people");
    await practice.does(act([one]));
    await practice.does(
      { name: "client.change", args: { id: one.id, changes: { phone: { value: "0101", over: null } } } },
      2_000,
    );
    expect(await practice.does(act([one, other]))).toEqual({ status: "applied" });
    expect(practice.row("client", one.id)).toMatchObject({ phone: "0101", imported: { fileName: "people.csv" } });
    expect(practice.all("client")).toHaveLength(2);
  });

  test("an import is taken back in one act; who was changed meanwhile stays, and says so", async () => {
    const practice = aBook();
    const clients = people("Bryony", "Basil");
    await practice.does(act(clients));
    const seen = clients.map(({ id }) => ({ id, seen: seenOf([practice.row<Client>("client", id)]) }));
    const changed = clients[1]?.id ?? "";
    await practice.does({
      name: "client.change",
      args: { id: changed, changes: { phone: { value: "1", over: null } } },
    });
    await practice.does({ name: "client.delete-many", args: { clients: [...seen, { id: anId(), seen: [] }] } });
    const rows = clients.map(({ id }) => practice.row<Client>("client", id));
    expect(rows.map(({ deletedAt }) => deletedAt === null)).toEqual([false, true]);
    expect(rows[1]?.revived).toBeTruthy();
  });
});

test("a tag may be named like what every object has, and comes on and off as any other", async () => {
  const practice = aBook();
  const client = aClient();
  const { id } = client.args;
  await practice.does(client);
  for (const tag of ["constructor", "toString", "hasOwnProperty"]) {
    const tagged = () => tagsOf(practice.row<Client>("client", id));
    expect(await practice.does({ name: "client.tag", args: { id, tag, over: null } })).toEqual({ status: "applied" });
    expect(tagged()).toEqual([tag]);
    const held = tagIn(practice.row<Client>("client", id), tag);
    const over = held ? { at: held.at, mid: held.mid } : null;
    await practice.does({ name: "client.untag", args: { id, tag, over } }, 2_000);
    expect(tagged()).toEqual([]);
  }
  expect(await practice.does({ name: "client.tag", args: { id, tag: "__proto__", over: null } })).toEqual({
    status: "refused",
    reason: "arguments-invalid",
  });
});

test("a client has no more contacts than one can keep apart", async () => {
  const practice = aBook();
  const phone = { kind: "phone" as const, label: "", value: "0101" };
  const full = Object.fromEntries(Array.from({ length: MOST_CONTACTS }, () => [anId(), phone]));
  const client = aClient({ contacts: full });
  const { id } = client.args;
  await practice.does(client);
  const change = (contact: string, value: typeof phone | null): Act => ({
    name: "client.change",
    args: { id, changes: { contacts: { [contact]: { value, over: null } } } },
  });
  const [first = ""] = Object.keys(full);
  expect(await practice.does(change(anId(), phone))).toEqual({ status: "refused", reason: "too-many-contacts" });
  expect(await practice.does(change(first, null))).toEqual({ status: "applied" });
  expect(await practice.does(change(anId(), phone))).toEqual({ status: "applied" });
});

test("a client's contacts do not grow for ever, however often one is taken away and another added", async () => {
  const practice = aBook();
  const client = aClient();
  const { id } = client.args;
  await practice.does(client);
  const change = (contacts: Record<string, typeof phone | null>): Act => ({
    name: "client.change",
    args: {
      id,
      changes: {
        contacts: Object.fromEntries(Object.entries(contacts).map(([at, value]) => [at, { value, over: null }])),
      },
    },
  });
  const phone = { kind: "phone" as const, label: "", value: "0101" };
  const some = (count: number) => Object.fromEntries(Array.from({ length: count }, () => [anId(), null]));
  expect(await practice.does(change(some(MOST_CONTACTS + 1)))).toMatchObject({ reason: "arguments-invalid" });
  for (let held = 0; held < MOST_CONTACTS_EVER; held += MOST_CONTACTS) await practice.does(change(some(MOST_CONTACTS)));
  expect(await practice.does(change({ [anId()]: phone }))).toEqual({ status: "refused", reason: "too-many-contacts" });
  const [old = ""] = Object.keys(practice.row<Client>("client", id).contacts ?? {});
  expect(await practice.does(change({ [old]: phone }), 2_000)).toEqual({ status: "applied" });
});

describe("consents", () => {
  test("the first withdrawal stands", async () => {
    const practice = aBook();
    const client = aClient();
    const consent = aConsent(client.args.id);
    await practice.does(client);
    await practice.does(consent);
    await practice.does({ name: "consent.withdraw", args: { id: consent.args.id, withdrawnAt: 5_000 } });
    await practice.does({ name: "consent.withdraw", args: { id: consent.args.id, withdrawnAt: 6_000 } });
    expect(practice.row("consent", consent.args.id)).toMatchObject({ withdrawnAt: 5_000 });
  });
});

describe("notes", () => {
  test("a note starts with its first text, and every edit adds to it", async () => {
    const practice = aBook();
    const client = aClient();
    const note = aNote({ clientId: client.args.id, body: "slept better" });
    for (const act of [client, note, anEdit(note.args.id, "and ate", [note.args.update ?? ""])])
      await practice.does(act);
    expect(wordsOf(practice.all("note-update").map((row) => String(row["update"])))).toEqual([
      "slept better",
      "and ate",
    ]);
  });

  test("an update that is not Yjs is refused before it is kept", async () => {
    const practice = aBook();
    const client = aClient();
    const note = aNote({ clientId: client.args.id });
    await practice.does(client);
    await practice.does(note);
    expect(await practice.does({ name: "note.edit", args: { id: note.args.id, update: "AAAAAAAA" } })).toEqual({
      status: "refused",
      reason: "text-unreadable",
    });
    expect(await practice.does({ name: "note.edit", args: { id: note.args.id, update: "not base64!" } })).toEqual({
      status: "refused",
      reason: "arguments-invalid",
    });
    expect(practice.all("note-update")).toEqual([]);
  });

  test("a note of nobody is refused, and so is a second one with the same id", async () => {
    const practice = aBook();
    const client = aClient();
    const note = aNote({ clientId: client.args.id });
    expect(await practice.does(note)).toEqual({ status: "refused", reason: "client-unknown" });
    await practice.does(client);
    await practice.does(note);
    expect(await practice.does(note)).toEqual({ status: "refused", reason: "note-exists" });
  });
});

describe("summaries", () => {
  test("are asked for only with the client's consent to AI, as it stands now", async () => {
    const { practice, client, ask } = await aBookWithNote();
    expect(await practice.does(ask())).toEqual({ status: "refused", reason: "consent-missing" });
    const consent = aConsent(client.args.id, "ai");
    await practice.does(aConsent(client.args.id, "recording"));
    expect(await practice.does(ask())).toEqual({ status: "refused", reason: "consent-missing" });
    await practice.does(consent);
    expect(await practice.does(ask())).toEqual({ status: "applied" });
    await practice.does({ name: "consent.withdraw", args: { id: consent.args.id, withdrawnAt: 9_000 } });
    expect(await practice.does(ask())).toEqual({ status: "refused", reason: "consent-missing" });
  });

  test("stopped before its first word it is cancelled; nothing that is not written can be approved", async () => {
    const { practice, client, ask } = await aBookWithNote();
    await practice.does(aConsent(client.args.id, "ai"));
    const request = ask();
    const args = { id: request.args.id };
    await practice.does(request);
    for (const name of ["summary.approve", "summary.discard"] as const) {
      expect(await practice.does({ name, args })).toEqual({ status: "refused", reason: "summary-not-open" });
    }
    await practice.does({ name: "summary.stop", args });
    expect(practice.row("summary", args.id)).toMatchObject({ status: "cancelled" });
    expect(await practice.does({ name: "summary.stop", args })).toEqual({
      status: "refused",
      reason: "summary-not-open",
    });
  });
});

test("every row that a mutation leaves is of its noun's schema, and a refused one leaves nothing", async () => {
  const { practice, client, ask } = await aBookWithNote();
  await practice.does(aConsent(client.args.id, "ai"));
  await practice.does(ask());
  const before = new Map(practice.rows);
  await practice.does(client);
  expect(practice.rows).toEqual(before);
  for (const [place, row] of practice.rows) {
    const noun = place.split("|")[0] as keyof typeof nouns; // as the memory store names places
    expect(nouns[noun].schema.safeParse(row).error).toBeUndefined();
  }
});

test("whatever the arguments, a mutation answers with a value and never throws", async () => {
  const names = Object.keys(catalogue) as (keyof typeof catalogue)[]; // Object.keys forgets the literal keys
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), fc.anything(), async (name, args) => {
      const outcome = await runOver(new Map(), { name, args }, { mid: anId(), device: anId(), at: 1 });
      expect(outcome).toEqual({ status: "refused", reason: "arguments-invalid" });
    }),
    { numRuns: 300 },
  );
});

test("ids sort by the time they were made, and are of one spelling", () => {
  const time = fc.nat(2 ** 40);
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(fc.tuple(time, time), bytes, bytes, ([a, b], some, others) => {
      fc.pre(a < b);
      const [earlier, later] = [newId(a, () => some), newId(b, () => others)];
      expect([Id.safeParse(earlier).success, Id.safeParse(later).success, earlier < later]).toEqual([true, true, true]);
    }),
  );
  expect(Id.safeParse(anId().toUpperCase()).success).toBe(false);
});

/** A practice's rows in memory, and acts upon them in turn. */
function aBook() {
  const rows: Rows = new Map();
  return {
    rows,
    does: (act: Act, at = 1_000) => runOver(rows, act, { mid: anId(), device: anId(), at }),
    row: <Row = Record<string, unknown>>(noun: string, id: string) => rows.get(`${noun}|${id}`) as Row, // the caller names the noun's type
    all: (noun: string) => [...rows].filter(([place]) => place.startsWith(`${noun}|`)).map(([, row]) => row),
  };
}

async function aBookWithNote() {
  const practice = aBook();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "slept better" });
  await practice.does(client);
  await practice.does(note);
  const ask = () => ({
    name: "summary.request" as const,
    args: {
      id: anId(),
      noteId: note.args.id,
      clientId: client.args.id,
      style: "recap" as const,
      length: "brief" as const,
      textHash: "0".repeat(64),
    },
  });
  return { practice, client, ask };
}
