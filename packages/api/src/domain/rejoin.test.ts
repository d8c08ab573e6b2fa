import fc from "fast-check";
import { expect, test } from "vitest";

import { aClient, aConsent, anId, aNote, memoryStore, runOver, type Rows } from "../testing/index.ts";
import type { Client } from "./client/client.ts";
import { firstStamps, type Stamp } from "./field.ts";
import { isJoinable, rejoinHistory } from "./rejoin.ts";

const clientId = anId();
const devices = [anId(), anId(), anId()];
const mids = Array.from({ length: 48 }, () => anId());
const born = aClient({ id: clientId });
const contactId = anId();
const midsOfContacts = Array.from({ length: 12 }, () => anId());

/** Rows of one client as devices may have had them in a history that is gone: later ones know the earlier values. */
const offers = fc.array(
  fc.record({
    background: fc.nat(11),
    pronouns: fc.nat(11),
    tag: fc.nat(11),
    contact: fc.nat(11),
    lost: fc.array(fc.nat(11), { maxLength: 2 }),
    changed: fc.nat(11),
  }),
  { minLength: 1, maxLength: 4 },
);

test("rows that come back are joined in any order, and again, with one result", async () => {
  await fc.assert(
    fc.asyncProperty(offers, fc.infiniteStream(fc.nat(99)), async (given, order) => {
      const rows = given.map((row) => rowOf({ ...row, deleted: row.changed % 4 === 3 }));
      const shuffled = rows.map((row) => ({ row, at: Number(order.next().value) })).toSorted((a, b) => a.at - b.at);
      const once = await joined(rows);
      expect(await joined(shuffled.map(({ row }) => row))).toEqual(once);
      expect(await joined([...rows, ...rows])).toEqual(once);
    }),
  );
});

test("a client who was deleted in the history that is gone, and changed in this one, stays and says so", async () => {
  const fresh = anId();
  const here = { ...rowOf({ ...plain, background: 3 }), changed: stampAt(3, 0, fresh) };
  const gone = { ...rowOf({ ...plain, background: 2, deleted: true, changed: 9 }), changed: stampAt(2) };
  const row = await joinedInto(here, gone, { known: [fresh], fresh: [fresh] });
  expect(row).toMatchObject({ deletedAt: null, revived: { mid: mids[9 + 36] }, changed: { mid: fresh } });

  const deletedHere = { ...rowOf({ ...plain, deleted: true }), deleted: stampAt(4, 0, fresh) };
  const changedThere = rowOf({ ...plain, background: 8, changed: 8 });
  expect(await joinedInto(deletedHere, changedThere, { known: [fresh], fresh: [fresh] })).toMatchObject({
    deletedAt: null,
    background: "8",
    revived: { mid: fresh },
  });
});

test("a client who was deleted by a clock that was behind ends the same, however a store orders the fields of a row", async () => {
  const changed = stampAt(9);
  const here = { ...rowOf({ ...plain, background: 9 }), changed };
  const deleted = { ...here, deletedAt: 2, deleted: stampAt(2, 3) };
  const turned = Object.fromEntries(Object.entries(deleted).toReversed()) as Client; // the same row
  const weighed = { known: [], fresh: [] };
  expect(await joinedInto(turned, here, weighed)).toEqual(await joinedInto(deleted, here, weighed));
});

test("a client who was deleted after all that is known of them is deleted again", async () => {
  const row = await joinedInto(rowOf(plain), rowOf({ ...plain, deleted: true, changed: 9 }), { known: [], fresh: [] });
  expect(row).toMatchObject({ deletedAt: 9 });
});

test("the first withdrawal of a consent stands, and a summary never goes back", async () => {
  const consent = aConsent(clientId);
  const rows: Rows = new Map();
  await runOver(rows, born, madeBy(0));
  const of = (withdrawnAt: number | null) => ({
    noun: "consent",
    id: consent.args.id,
    row: { ...consent.args, withdrawnAt },
  });
  const note = aNote({ clientId });
  await runOver(rows, note, madeBy(1));
  const summary = {
    id: anId(),
    noteId: note.args.id,
    clientId,
    requestedAt: 1,
    finishedAt: 2,
    style: "recap",
    length: "brief",
  };
  const told = {
    ...summary,
    textHash: "0".repeat(64),
    text: "Slept better.",
    provider: "x",
    model: "y",
    failure: null,
  };
  const at = (status: string) => ({ noun: "summary", id: summary.id, row: { ...told, status } });
  for (const list of [
    [of(null), of(9), of(5), at("approved"), at("draft")],
    [of(5), of(9), of(null), at("draft"), at("approved")],
  ]) {
    const own: Rows = new Map(rows);
    for (const row of list) await rejoin(own, [row]);
    expect(own.get(`consent|${consent.args.id}`)).toMatchObject({ withdrawnAt: 5 });
    expect(own.get(`summary|${summary.id}`)).toMatchObject({ status: "approved" });
  }
});

test("contacts that were added on both sides of a fork are all there afterwards", async () => {
  const added = (id: string, at: number): Client => {
    const row = rowOf(plain);
    const stamps = { ...row.stamps, [`contacts.${id}`]: stampAt(at, 1) };
    return { ...row, stamps, contacts: { [id]: { kind: "phone", label: "", value: id } } };
  };
  const [one, other] = [anId(), anId()];
  const row = (await joinedInto(added(one, 3), added(other, 5), { known: [], fresh: [] })) as Client; // it was put there
  expect(Object.keys(row.contacts ?? {})).toEqual(expect.arrayContaining([one, other]));
});

test("a row that is none of its noun, or of no noun known here, is not joinable", () => {
  expect(isJoinable({ noun: "client", row: rowOf(plain) })).toBe(true);
  expect(isJoinable({ noun: "client", row: { id: clientId } })).toBe(false);
  expect(isJoinable({ noun: "hologram", row: {} })).toBe(false);
  expect(isJoinable({ noun: "constructor", row: {} })).toBe(false);
});

type Given = Record<"background" | "pronouns" | "tag" | "contact" | "changed", number> & {
  lost: number[];
  deleted: boolean;
};
const plain: Given = { background: 0, pronouns: 0, tag: 0, contact: 0, lost: [], changed: 0, deleted: false };

function rowOf({ background, pronouns, tag, contact, lost, changed, deleted }: Given): Client {
  return {
    id: clientId,
    createdAt: 1,
    ...born.args.fields,
    status: "active",
    background: String(background),
    pronouns: String(pronouns),
    tags: { calm: { ...stampAt(tag, 2), on: tag % 2 === 0 } },
    stamps: {
      ...firstStamps(Object.keys(born.args.fields), madeBy(0)),
      background: stampAt(background),
      pronouns: stampAt(pronouns, 1),
      [`contacts.${contactId}`]: stampAt(contact, 0, midsOfContacts[contact]),
    },
    contacts: { [contactId]: contact % 4 === 0 ? null : { kind: "phone", label: "", value: String(contact) } },
    lost: lost
      .toSorted((a, b) => a - b)
      .filter((at, index, all) => all.indexOf(at) === index && at < background)
      .map((at) => ({ ...stampAt(at), field: "background", value: String(at) })),
    changed: stampAt(changed, 3),
    deletedAt: deleted ? changed : null,
    ...(deleted ? { deleted: stampAt(changed, 3) } : {}),
  };
}

/** No mutation does two things: each kind has stamps of its own. */
function stampAt(at: number, kind = 0, mid = mids[at + 12 * kind] ?? ""): Stamp {
  return { at, device: devices[at % 3] ?? "", mid };
}

function madeBy(at: number) {
  return stampAt(at);
}

async function joined(rows: Client[]): Promise<unknown> {
  const own: Rows = new Map();
  for (const row of rows) await rejoin(own, [{ noun: "client", id: clientId, row }]);
  return own.get(`client|${clientId}`);
}

async function joinedInto(held: Client, row: Client, weighed: { known: string[]; fresh: string[] }): Promise<unknown> {
  const own: Rows = new Map([[`client|${clientId}`, held]]);
  await rejoin(own, [{ noun: "client", id: clientId, row }], weighed);
  return own.get(`client|${clientId}`);
}

async function rejoin(
  own: Rows,
  rows: { noun: string; id: string; row: Record<string, unknown> }[],
  weighed: { known: string[]; fresh: string[] } = { known: [], fresh: [] },
): Promise<void> {
  const outcome = await rejoinHistory.run(memoryStore(own), { v: 1, args: { rows, ...weighed } }, madeBy(11));
  expect(outcome).toEqual({ status: "applied" });
}
