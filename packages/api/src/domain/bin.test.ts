import fc from "fast-check";
import { expect, test } from "vitest";

import {
  aClient,
  aConsent,
  aGoal,
  aMeasurement,
  anEdit,
  anId,
  aNote,
  contentsOf,
  runOver,
  type Rows,
} from "../testing/index.ts";
import { seenOf } from "./bin.ts";
import type { Act } from "./catalogue.ts";
import type { Client } from "./client/client.ts";
import { tagsOf } from "./client/tags-of.ts";
import type { Made } from "./mutation.ts";
import type { Note } from "./note/note.ts";
import type { Row } from "./store.ts";

const PHONE = anId();
const LAPTOP = anId();

test("L14 a client or note that one device deletes while another changes it stays, in both orders, and says so", async () => {
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "first" });
  const { id } = note.args;
  const start = await after(new Map(), [client, note]);
  const seenNote = seenOf([noteIn(start, id)]);
  const seenClient = seenOf([clientIn(start, client.args.id), noteIn(start, id)]);

  const changes: Act[] = [
    anEdit(id, "more"),
    { name: "note.change", args: { id, changes: { template: { value: "dap", over: null } } } },
    aNote({ clientId: client.args.id, body: "another" }),
    { name: "client.tag", args: { id: client.args.id, tag: "evening", over: null } },
    { name: "client.change", args: { id: client.args.id, changes: { phone: { value: "1", over: null } } } },
    aGoal({ clientId: client.args.id }),
    aMeasurement(client.args.id),
  ];
  for (const change of changes) {
    const isOfNote = change.name === "note.edit" || change.name === "note.change";
    for (const deletion of [
      ...(isOfNote ? [{ name: "note.delete", args: { id, seen: seenNote } } as const] : []),
      { name: "client.delete", args: { id: client.args.id, seen: seenClient } } as const,
    ]) {
      const edit = made(LAPTOP);
      const removal = made(PHONE);
      const first = await afterMade(start, [
        [change, edit],
        [deletion, removal],
      ]);
      const second = await afterMade(start, [
        [deletion, removal],
        [change, edit],
      ]);
      const isClient = deletion.name === "client.delete";
      for (const rows of [first, second]) {
        const row = isClient ? clientIn(rows, client.args.id) : noteIn(rows, id);
        expect(row.deletedAt, `${deletion.name} and ${change.name}`).toBeNull();
        expect(row.revived).toMatchObject({ mid: removal.mid, device: PHONE });
      }
    }
  }
});

test("a consent that is recorded, or taken back, by somebody who did not know of a deletion brings the client back", async () => {
  const client = aClient();
  const consent = aConsent(client.args.id);
  const start = await after(new Map(), [client, consent]);
  const removal: Act = {
    name: "client.delete",
    args: { id: client.args.id, seen: seenOf([clientIn(start, client.args.id)]) },
  };
  const withdrawal: Act = { name: "consent.withdraw", args: { id: consent.args.id, withdrawnAt: 1 } };
  for (const act of [aConsent(client.args.id, "data"), withdrawal]) {
    const rows = await after(start, [removal, act]);
    expect(clientIn(rows, client.args.id), act.name).toMatchObject({ deletedAt: null });
    expect(clientIn(rows, client.args.id).revived, act.name).not.toBeNull();
  }
});

test("L14 whoever deletes what they changed last themselves must have seen what others changed before that", async () => {
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "first" });
  const { id } = note.args;
  const start = await afterMade(new Map(), [
    [client, made(PHONE)],
    [note, made(PHONE)],
  ]);
  const own = made(PHONE);
  const there = await afterMade(start, [[anEdit(id, "their own"), own]]);
  const deletion: Act = { name: "note.delete", args: { id, seen: seenOf([noteIn(there, id)]) } };

  const alone = await afterMade(there, [[deletion, made(PHONE)]]);
  expect(noteIn(alone, id).deletedAt).not.toBeNull();
  const together = await afterMade(start, [
    [anEdit(id, "unseen"), made(LAPTOP)],
    [anEdit(id, "their own"), own],
    [deletion, made(PHONE)],
  ]);
  expect(noteIn(together, id)).toMatchObject({ deletedAt: null, revived: { device: PHONE } });
});

test("L14 whoever deletes a client must have seen what others wrote on a goal before they wrote on it themselves", async () => {
  const client = aClient();
  const goal = aGoal({ clientId: client.args.id });
  const progress = (): Act => ({
    name: "goal.change",
    args: {
      id: goal.args.id,
      changes: {
        progress: { [anId()]: { value: { at: 1, value: null, remark: "Walked", noteId: null }, over: null } },
      },
    },
  });
  const start = await afterMade(new Map(), [
    [client, made(PHONE)],
    [goal, made(PHONE)],
  ]);
  const own: [Act, Made] = [progress(), made(PHONE)];
  const goalIn = (rows: Rows) => rows.get(`goal|${goal.args.id}`) as Row<"goal">; // put above
  const there = await afterMade(start, [own]);
  const seen = seenOf([clientIn(there, client.args.id), goalIn(there)]);
  const deletion: Act = { name: "client.delete", args: { id: client.args.id, seen } };
  expect(clientIn(await afterMade(there, [[deletion, made(PHONE)]]), client.args.id).deletedAt).not.toBeNull();
  const together = await afterMade(start, [[progress(), made(LAPTOP)], own, [deletion, made(PHONE)]]);
  expect(clientIn(together, client.args.id).deletedAt).toBeNull();
});

test("what was deleted by somebody who saw everything is in the bin, and comes back as it was", async () => {
  const client = aClient({ tags: ["evening"] });
  const note = aNote({ clientId: client.args.id, body: "words" });
  const { id } = note.args;
  const start = await after(new Map(), [client, note]);
  const deleted = await after(start, [{ name: "note.delete", args: { id, seen: seenOf([noteIn(start, id)]) } }]);
  expect(noteIn(deleted, id).deletedAt).not.toBeNull();

  const restored = await after(deleted, [{ name: "note.restore", args: { id } }]);
  expect(noteIn(restored, id)).toMatchObject({ deletedAt: null, revived: null, template: "free" });
  expect(contentsOf(restored)[`words of note|${id}`]).toEqual(["words"]);

  const all = seenOf([clientIn(restored, client.args.id), noteIn(restored, id)]);
  const without = await after(restored, [{ name: "client.delete", args: { id: client.args.id, seen: all } }]);
  expect(clientIn(without, client.args.id).deletedAt).not.toBeNull();
  const back = await after(without, [{ name: "note.restore", args: { id } }]);
  expect(clientIn(back, client.args.id).deletedAt, "a note brings its client back with it").toBeNull();
});

test("no summary is asked for of what lies in the bin", async () => {
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "words" });
  const start = await after(new Map(), [client, note]);
  const deleted = await after(start, [
    { name: "note.delete", args: { id: note.args.id, seen: seenOf([noteIn(start, note.args.id)]) } },
  ]);
  const request: Act = {
    name: "summary.request",
    args: {
      id: anId(),
      noteId: note.args.id,
      clientId: client.args.id,
      style: "recap",
      length: "brief",
      textHash: "0".repeat(64),
    },
  };
  expect(await runOver(deleted, request, made(PHONE))).toEqual({ status: "refused", reason: "in-bin" });
});

test("L16 tags that two devices put on and take off end the same in every order", async () => {
  const client = aClient({ tags: ["a"] });
  const start = await after(new Map(), [client]);
  const acts = fc.record({ tag: fc.constantFrom("a", "b", "c"), on: fc.boolean(), at: fc.integer({ min: 5, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 6 }), fc.infiniteStream(fc.nat()), async (list, random) => {
      const edits = list.map(({ tag, on, at }): [Act, Made] => [
        { name: on ? "client.tag" : "client.untag", args: { id: client.args.id, tag, over: null } },
        { ...made(PHONE), at },
      ]);
      const otherwise = edits
        .map((edit) => ({ edit, place: Number(random.next().value) }))
        .toSorted((a, b) => a.place - b.place);
      const one = clientIn(await afterMade(start, edits), client.args.id);
      const other = clientIn(
        await afterMade(
          start,
          otherwise.map(({ edit }) => edit),
        ),
        client.args.id,
      );
      expect(other.tags).toEqual(one.tags);
      expect(tagsOf(other)).toEqual(tagsOf(one));
    }),
    { numRuns: 100 },
  );
});

function made(device: string): Made {
  return { mid: anId(), device, at: 1_790_000_000_000 };
}

async function after(rows: Rows, acts: Act[]): Promise<Rows> {
  return afterMade(
    rows,
    acts.map((act) => [act, made(LAPTOP)]),
  );
}

async function afterMade(rows: Rows, acts: [Act, Made][]): Promise<Rows> {
  const copy = new Map(rows);
  for (const [act, by] of acts) expect(await runOver(copy, act, by)).toEqual({ status: "applied" });
  return copy;
}

function clientIn(rows: Rows, id: string): Client {
  return rows.get(`client|${id}`) as Client; // put by client.create
}

function noteIn(rows: Rows, id: string): Note {
  return rows.get(`note|${id}`) as Note; // put by note.create
}
