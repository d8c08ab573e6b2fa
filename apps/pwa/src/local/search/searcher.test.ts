import { seenOf } from "@cliently/api/domain/bin";
import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { aClient, aGoal, anEdit, anId, aNote, aProgress } from "@cliently/api/testing";
import fc from "fast-check";
import { IDBKeyRange } from "fake-indexeddb";
import { expect, test } from "vitest";

import { apply } from "../../sync/apply.ts";
import { cacheState } from "../../sync/device.ts";
import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { openNoteText } from "../../sync/note-text.ts";
import { readRow } from "../../sync/read-row.ts";
import { paint } from "../../sync/view.ts";
import { aDevice, KEY, type TestDevice, type TestTab } from "../../testing/a-device.ts";
import { aMemoryServer } from "../../testing/memory-server.ts";
import { aProfile, type Profile } from "../../testing/world.ts";
import { SearchSnapshot } from "../databases.ts";
import { makeSealer } from "../sealing.ts";
import type { Answer, Question } from "./question.ts";
import { makeSearcher, type Searcher } from "./searcher.ts";
import { snapshotsIn, type Kept, type Snapshots } from "./snapshot.ts";

test("a word typed a moment ago and never synced is found, give or take a slip and without its accent", async () => {
  const { tab } = await aSeat();
  const { clientId, noteId } = await aPracticeOn(tab, "Slept badly; the anxiété came back at naptime.");
  const searcher = searcherOf(tab);
  expect((await asked(searcher, "anxeite")).hits).toMatchObject([
    { noun: "note", id: noteId, client: { id: clientId, name: "Marigold Thistle" }, place: "subjective" },
  ]);
  const [hit] = (await asked(searcher, "naptime anxi")).hits;
  expect(marked(hit)).toEqual(["anxiété", "naptime"]);
  expect((await asked(searcher, "marigold")).hits[0]).toMatchObject({ noun: "client", id: clientId });
  expect((await asked(searcher, '"came back"')).hits).toHaveLength(1);
  expect((await asked(searcher, '"back came"')).hits).toHaveLength(0);
});

test("what is being typed and no mutation yet is found", async () => {
  const { tab } = await aSeat();
  const { noteId } = await aPracticeOn(tab, "Quiet.");
  const searcher = searcherOf(tab);
  await searcher.caughtUp();
  const text = await openNoteText(tab.device, noteId, { isOffline: () => true });
  const edit = anEdit(noteId, "thunderstorm", [], "section-of-tests");
  tab.device.box.putDraftRelaxed({
    noteId,
    tab: "another",
    at: 1,
    sealed: await tab.device.sealer.seal(`draft|${noteId}|another`, { update: edit.args.update }),
  });
  expect((await asked(searcher, "thunder")).hits).toMatchObject([{ id: noteId }]);
  await text.close();
});

test("nothing in the bin is found, nor the notes of a client who is there, and all of it is once it is back", async () => {
  const { tab } = await aSeat();
  const { clientId, noteId } = await aPracticeOn(tab, "walnut");
  const searcher = searcherOf(tab);
  const count = async () => (await asked(searcher, "walnut")).hits.length;
  expect(await count()).toBe(1);
  const note = (await readRow(tab.device, "note", noteId)) ?? {};
  const client = (await readRow(tab.device, "client", clientId)) ?? {};
  await mutate(tab.device, [{ name: "client.delete", args: { id: clientId, seen: seenOf([client, note]) } }]);
  expect(await count()).toBe(0);
  await mutate(tab.device, [{ name: "client.restore", args: { id: clientId } }]);
  expect(await count()).toBe(1);
  const again = (await readRow(tab.device, "note", noteId)) ?? {};
  await mutate(tab.device, [{ name: "note.delete", args: { id: noteId, seen: seenOf([again]) } }]);
  expect(await count()).toBe(0);
});

test("a goal is found by its name, its steps and what was said of it, on the client's goals, unless it was removed", async () => {
  const { tab } = await aSeat();
  const { clientId } = await aPracticeOn(tab, "harbour");
  const goal = aGoal({ clientId, title: "Swim again", details: "As in summers before.", steps: ["Buy goggles"] });
  await mutate(tab.device, [goal, aProgress(goal.args.id, { remark: "Twenty lengths without a break" })]);
  const searcher = searcherOf(tab);
  const on = { noun: "client", id: clientId, tab: "goals" };
  for (const [words, placeName] of [
    ["swim", "Goal"],
    ["summers", "Details"],
    ["goggles", "Step"],
    ["lengths", "Progress"],
  ] as const)
    expect((await asked(searcher, words)).hits).toMatchObject([
      { noun: "goal", id: goal.args.id, on, placeName, client: { name: "Marigold Thistle" } },
    ]);
  const kept = (await readRow(tab.device, "goal", goal.args.id)) ?? {};
  const status = { value: "removed" as const, over: overOf(kept, "status") };
  await mutate(tab.device, [{ name: "goal.change", args: { id: goal.args.id, changes: { status } } }]);
  expect((await asked(searcher, "goggles")).hits).toEqual([]);
});

test("what is added to a signed note is found on that note, and not once it is discarded", async () => {
  const { tab } = await aSeat();
  const { clientId, noteId } = await aPracticeOn(tab, "harbour");
  const { device } = tab;
  const id = anId();
  const row = {
    id,
    noteId,
    clientId,
    createdAt: 1,
    signedAt: null,
    status: "draft",
    noun: "addendum" as const,
    seq: 99,
  };
  const hidden = { text: "The lighthouse was meant.", hash: null, stamps: {}, lost: [] };
  const sealed = await device.sealer.seal(`addendum|${id}`, hidden);
  const [painted] = await device.cache.view.where("[noun+id]").equals(["note", noteId]).toArray();
  if (!painted) throw new Error("the note is here");
  await device.cache.view.put({ ...painted, ...row, sealed });
  const searcher = searcherOf(tab);
  expect((await asked(searcher, "lighthouse")).hits).toMatchObject([
    { noun: "addendum", id, on: { noun: "note", id: noteId }, client: { id: clientId } },
  ]);
  await device.cache.view.put({
    ...painted,
    ...row,
    status: "discarded",
    sealed: await device.sealer.seal(`addendum|${id}`, hidden),
  });
  expect((await asked(searcher, "lighthouse")).hits).toEqual([]);
});

test("filters narrow what is found to a kind, a client, a time", async () => {
  const { tab } = await aSeat();
  const { clientId } = await aPracticeOn(tab, "harbour");
  const other = aClient({ givenName: "Harbour" });
  const old = aNote({ clientId: other.args.id, sections: { plan: "harbour" }, startedAt: 1_000 });
  await mutate(tab.device, [other, old]);
  const searcher = searcherOf(tab);
  const found = async (filters: Partial<Question>) =>
    (await asked(searcher, "harbour", filters)).hits.map(({ id }) => id);
  expect(await found({})).toHaveLength(3);
  expect(await found({ noun: "client" })).toEqual([other.args.id]);
  expect(await found({ clientId })).toHaveLength(1);
  expect(await found({ before: 2_000 })).toEqual([old.args.id]);
  expect(await found({ from: 2_000, noun: "note" })).toHaveLength(1);
});

test("an index that was kept is sealed, opens from the disk, and knows what came meanwhile; a torn one is made again", async () => {
  const seat = await aSeat();
  await aPracticeOn(seat.tab, "xylophone practice in the conservatory");
  const snapshots = await snapshotsOn(seat.profile, seat.tab);
  const first = searcherOf(seat.tab, snapshots);
  await first.caughtUp();
  await first.save();
  const bytes = Buffer.concat((await pieces(seat.profile, seat.tab)).map(({ sealed }) => Buffer.from(sealed)));
  expect(bytes.length).toBeGreaterThan(200);
  for (const needle of ["xylophone", "conservatory", "Marigold"])
    for (const form of [Buffer.from(needle), Buffer.from(needle, "utf16le"), Buffer.from(needle.toLowerCase())])
      expect(bytes.includes(form)).toBe(false);

  await aPracticeOn(seat.tab, "xylophone again");
  const second = searcherOf(seat.tab, snapshots);
  const answer = await asked(second, "xylophone");
  expect(answer.origin).toBe("disk");
  expect(answer.hits).toHaveLength(2);

  await change(seat.profile, seat.tab, (db) => db.piece.delete(1));
  const third = searcherOf(seat.tab, snapshots);
  await third.caughtUp();
  expect((await asked(third, "xylophone")).origin).toBe("built");
});

test("what is gone for good leaves the index with every word, and what is kept of it", async () => {
  const server = aMemoryServer();
  const seat = await aSeat(server);
  const { clientId, noteId } = await aPracticeOn(seat.tab, "walnut");
  await aPracticeOn(seat.tab, "hazel");
  await settled(seat);
  const snapshots = held();
  const searcher = searcherOf(seat.tab, snapshots);
  await searcher.caughtUp();
  await searcher.save();
  expect(snapshots.kept?.saved.words).toContain("walnut");

  const { cursor: from, fence } = await cacheState(seat.tab.device.cache);
  const cursor = { version: (from?.version ?? 0) + 1, stamp: "later" };
  const gone = (noun: string, id: string) => ({ noun, id, version: cursor.version, row: { purgedAt: 1 } });
  const changes = [gone("client", clientId), gone("note", noteId)];
  await apply(seat.tab.device, fence, { from, cursor, changes, reset: false, acked: null });

  const reopened = searcherOf(seat.tab, snapshots);
  await reopened.caughtUp();
  expect(reopened.unsaved()).toBe(Infinity);
  await reopened.save();
  expect(snapshots.kept?.saved.words).not.toContain("walnut");
  expect(snapshots.kept?.saved.entries.map(({ key }) => key)).toHaveLength(2);
  expect((await asked(reopened, "hazel")).hits).toHaveLength(1);
});

test("a row that this build cannot make sense of keeps no other from being found", async () => {
  const { tab } = await aSeat();
  await aPracticeOn(tab, "walnut");
  const odd = aClient({ givenName: "Juniper" });
  await mutate(tab.device, [odd]);
  const { device } = tab;
  const [row] = await device.cache.view.where("[noun+id]").equals(["client", odd.args.id]).toArray();
  if (!row) throw new Error("she is here");
  const hidden = { ...odd.args.fields, contacts: { [anId()]: { kind: "pigeon" } }, stamps: {}, lost: [] };
  await device.cache.view.put({ ...row, sealed: await device.sealer.seal(`client|${odd.args.id}`, hidden) });
  expect((await asked(searcherOf(tab), "walnut")).hits).toHaveLength(1);
});

test("an index that follows every change is the same as one that is built anew", async () => {
  const step = fc.record({
    does: fc.constantFrom("client", "note", "edit", "rename", "delete", "restore", "sync", "look", "reopen", "fork"),
    by: fc.nat(1),
    pick: fc.nat(20),
    word: fc.constantFrom("amber", "birch", "cedar", "dahlia", "elder"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const server = aMemoryServer();
      const seats = [await aSeat(server), await aSeat(server)] as const;
      const [mine] = seats;
      const snapshots = held();
      let following = searcherOf(mine.tab, snapshots);
      const restore = server.backup();
      for (const { does, by, pick, word } of steps) {
        if (does === "look") await following.caughtUp();
        else if (does === "reopen") {
          await following.save();
          following = searcherOf(mine.tab, snapshots);
        } else if (does === "fork") restore();
        else if (does === "sync") for (const seat of seats) await settled(seat);
        else await act((seats[by] ?? mine).tab, does, pick, word);
      }
      for (const seat of [...seats, ...seats]) await settled(seat);
      await paint(mine.tab.device);
      expect(await contentsOf(following)).toEqual(await contentsOf(searcherOf(mine.tab, held())));
      for (const { tab } of seats) tab.device.close();
    }),
    { numRuns: 40 },
  );
});

type Seat = { device: TestDevice; tab: TestTab; profile: Profile };

async function aSeat(server = aMemoryServer()): Promise<Seat> {
  const profile = aProfile();
  const device = aDevice(server, server, { profile });
  return { profile, device, tab: await device.openTab() };
}

async function settled({ device, tab }: Seat): Promise<void> {
  const fence = await device.lead(tab);
  for (let outcome = "more", tries = 0; outcome !== "done" && tries < 20; tries++)
    outcome = await exchange(tab.device, fence);
}

async function aPracticeOn(tab: TestTab, subjective: string): Promise<{ clientId: string; noteId: string }> {
  const client = aClient({ givenName: "Marigold", familyName: "Thistle" });
  const note = aNote({ clientId: client.args.id, sections: { subjective } });
  await mutate(tab.device, [client, note]);
  return { clientId: client.args.id, noteId: note.args.id };
}

/** Does something to one of the rows that this device has. */
async function act(tab: TestTab, does: string, pick: number, word: string): Promise<void> {
  const { device } = tab;
  const ids = async (noun: "client" | "note") => {
    const rows = [
      ...(await device.cache.rows(noun).toArray()),
      ...(await device.cache.view.where("noun").equals(noun).toArray()),
    ];
    return rows.map(({ id }) => id).toSorted();
  };
  const [clients, notes] = [await ids("client"), await ids("note")];
  const clientId = clients[pick % Math.max(1, clients.length)];
  const noteId = notes[pick % Math.max(1, notes.length)];
  const one = async (): Promise<Act | undefined> => {
    if (does === "client") return aClient({ givenName: word });
    if (does === "note")
      return clientId === undefined
        ? undefined
        : aNote({ clientId, id: anId(), sections: { plan: `${word} ${word}` } });
    if (does === "edit") return noteId === undefined ? undefined : anEdit(noteId, `${word} ${pick}`, [], "plan");
    if (!clientId || !noteId) return undefined;
    const client = await readRow(device, "client", clientId);
    const note = await readRow(device, "note", noteId);
    if (does === "rename")
      return {
        name: "client.change",
        args: { id: clientId, changes: { givenName: { value: word, over: overOf(client ?? {}, "givenName") } } },
      };
    if (does === "delete" && pick % 2)
      return { name: "client.delete", args: { id: clientId, seen: seenOf([client ?? {}]) } };
    if (does === "delete") return { name: "note.delete", args: { id: noteId, seen: seenOf([note ?? {}]) } };
    return pick % 2
      ? { name: "client.restore", args: { id: clientId } }
      : { name: "note.restore", args: { id: noteId } };
  };
  const made = await one();
  if (made) await mutate(device, [made], { rehearse: false });
}

function searcherOf({ device: { cache, box, sealer } }: TestTab, snapshots: Snapshots = held()): Searcher {
  return makeSearcher({ cache, box, sealer }, snapshots);
}

/** Keeps what is saved as it is, and gives it back to the next one who opens it. */
function held(): Snapshots & { kept?: Kept } {
  const snapshots: Snapshots & { kept?: Kept } = {
    load: async () => structuredClone(snapshots.kept),
    save: async (kept) => void (snapshots.kept = kept),
  };
  return snapshots;
}

async function asked(searcher: Searcher, text: string, filters: Partial<Question> = {}): Promise<Answer> {
  await searcher.caughtUp();
  let last: Answer | undefined;
  const question = { text, noun: null, clientId: null, from: null, before: null, limit: 20, ...filters };
  await searcher.ask(question, (answer) => (last = answer));
  if (!last) throw new Error("no answer");
  return last;
}

function marked(hit: Answer["hits"][number] | undefined): string[] {
  const { text = "", marks = [] } = hit?.passage ?? {};
  return marks.flatMap((from, at) => (at % 2 ? [] : text.slice(from, marks[at + 1])));
}

/** Every row that can be found, with its words. */
async function contentsOf(searcher: Searcher): Promise<unknown> {
  await searcher.caughtUp();
  const found: unknown[] = [];
  for (const word of ["amber", "birch", "cedar", "dahlia", "elder", "soap"]) {
    const { hits, total } = await asked(searcher, word, { limit: 1_000 });
    found.push({ word, total, hits: hits.toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  }
  return found;
}

async function snapshotsOn(profile: Profile, tab: TestTab): Promise<Snapshots> {
  const { accountId, world } = tab.device;
  return snapshotsIn(
    () => snapshotOf(profile, tab),
    await makeSealer(accountId, KEY, world.random),
    () => anId(),
  );
}

function snapshotOf({ indexedDB }: Profile, { device: { accountId } }: TestTab): SearchSnapshot {
  return new SearchSnapshot(accountId, { indexedDB, IDBKeyRange });
}

async function pieces(profile: Profile, tab: TestTab) {
  const db = snapshotOf(profile, tab);
  return db.piece.toArray().finally(() => db.close());
}

async function change(
  profile: Profile,
  tab: TestTab,
  work: (db: SearchSnapshot) => PromiseLike<unknown>,
): Promise<void> {
  const db = snapshotOf(profile, tab);
  await work(db);
  db.close();
}
