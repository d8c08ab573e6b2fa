import { randomBytes } from "node:crypto";

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, encodeStateVector, XmlText } from "yjs";

import { fromBase64, toBase64 } from "../domain/base64.ts";
import { catalogue } from "../domain/catalogue.ts";
import { defineMutation, Refused, type Mutation } from "../domain/mutation.ts";
import { fragmentName } from "../domain/note/first-text.ts";
import type { Pushed, RowChange, SyncEvent } from "../domain/protocol.ts";
import type { Row } from "../domain/store.ts";
import { aCraftedUpdate } from "../testing/crafted-update.ts";
import {
  aClient,
  aConsent,
  anEdit,
  anId,
  aNote,
  aNoteText,
  aReferenceDevice,
  ask,
  aWorld,
  contentsOf,
  exchange,
  foldEntries,
  histories,
  makeBus,
  memoryDatabase,
  play,
  wordsOf,
  type Peer,
  type ReferenceDevice,
  type Rows,
} from "../testing/index.ts";

/** How many histories each law is put to; more by LAW_RUNS. */
const RUNS = Number(process.env["LAW_RUNS"] ?? 40);
const HOUR = 3_600_000;

describe("a backup is restored under three devices", () => {
  test("L1, L2, L4, L7 all that was ever committed is decided once more or still, and all end equal", async () => {
    await fc.assert(
      fc.asyncProperty(histories(16), histories(16), histories(16), async (before, lost, after) => {
        const { database, peer, later } = aServer();
        const world = aWorld(peer);
        await play(peer, world, before);
        const backup = database.snapshot();
        await play(peer, world, lost);
        const told = world.devices.flatMap(({ results }) =>
          [...results].flatMap(([mid, { status }]) => (status === "applied" ? [mid] : [])),
        );
        database.restore(backup);
        await play(peer, world, after);
        await settleAll(world.devices, later);

        const { log, rows } = database.look(peer.accountId);
        const own = log.filter(({ name, status }) => name !== "history.rejoin" && status !== "duplicate");
        expect(own.map(({ mid }) => mid).toSorted()).toEqual(world.committed.flat().toSorted());
        expect(rows).toEqual(await foldEntries(log));
        const final = new Map(own.map(({ mid, status, code }) => [mid, `${status} ${code}`]));
        expect(told.filter((mid) => !final.get(mid)?.startsWith("applied")).map((mid) => final.get(mid))).toEqual([]);
        for (const device of world.devices) expect(contentsOf(device.rows)).toEqual(contentsOf(rows));
      }),
      { numRuns: RUNS },
    );
  });

  test("L1, L15 what a device saw is there again, though those who wrote it never come back", async () => {
    await fc.assert(
      fc.asyncProperty(
        histories(16),
        histories(24),
        fc.subarray([0, 1, 2], { minLength: 1 }),
        async (before, lost, who) => {
          const { database, peer, later } = aServer();
          const world = aWorld(peer);
          await play(peer, world, before);
          const backup = database.snapshot();
          await play(peer, world, lost);
          const survivors = world.devices.filter((_, index) => who.includes(index));
          const seen = survivors.map(({ rows }) => new Map(rows));
          database.restore(backup);
          await settleAll(survivors, later);

          const { rows, log } = database.look(peer.accountId);
          for (const old of seen) expectHeld(old, rows);
          expect(rows).toEqual(await foldEntries(log));
        },
      ),
      { numRuns: RUNS },
    );
  });

  test("L6 the histories part at the newest place that both know", async () => {
    const { database, peer, phone } = aServer();
    const [first, second, third] = [aClient(), aClient(), aClient()];
    for (const act of [first, second]) await doesNow(phone, act);
    const backup = database.snapshot();
    await doesNow(phone, third);
    const trail = phone.path.slice();
    database.restore(backup);

    const asked = await ask(peer, { ...phone.request(), trail });
    expect(asked).toMatchObject({ reset: "future", common: 2, changes: [], results: [] });
    await doesNow(aReferenceDevice(peer), aClient());
    expect(await ask(peer, { ...phone.request(), trail })).toMatchObject({ reset: "forked", common: 2 });
    expect(await ask(peer, { ...phone.request(), trail: trail.filter(({ version }) => version > 2) })).toMatchObject({
      common: 0,
    });
  });

  test("nothing is decided for a device of another history before it came back", async () => {
    const { database, peer, phone } = aServer();
    const backup = database.snapshot();
    await doesNow(phone, aClient());
    database.restore(backup);
    phone.does([aClient()]);
    expect(await ask(peer, phone.request())).toMatchObject({ reset: "future", results: [], ackedSeq: 0 });
    expect(database.look(peer.accountId).log).toEqual([]);
    await phone.settles();
    expect(database.look(peer.accountId).rows.size).toBe(2);
  });

  test("only a device of another history may bring rows back: nothing else writes past the rules", async () => {
    const { database, peer, phone } = aServer();
    await doesNow(phone, aClient());
    const rejoin = rowsOf(phone).map((change) => ({ ...change, id: anId() }));
    const reply = await ask(peer, { ...phone.request(), trail: [], rejoin });
    expect(reply.rejoined).toBeUndefined();
    expect(database.look(peer.accountId).log).toHaveLength(1);
  });

  test("the same rows offered twice are taken in once", async () => {
    const { database, peer, phone } = aServer();
    const backup = database.snapshot();
    await doesNow(phone, aClient());
    database.restore(backup);
    const offer = { ...phone.request(), trail: [], rejoin: rowsOf(phone) };
    expect(await ask(peer, offer)).toMatchObject({ rejoined: 1, common: 0 });
    const { rows, versions } = database.look(peer.accountId);
    expect(await ask(peer, offer)).toMatchObject({ rejoined: 1 });
    expect(database.look(peer.accountId)).toMatchObject({ rows, versions });
  });

  test("rows without their parents, or of a newer server, are not taken: the device offers them again", async () => {
    const { database, peer, phone } = aServer();
    const backup = database.snapshot();
    const client = aClient();
    await doesNow(phone, client);
    await doesNow(phone, aNote({ clientId: client.args.id, body: "slept better" }));
    database.restore(backup);
    const [ofClient, ...others] = rowsOf(phone);
    const offer = { ...phone.request(), trail: [] };
    expect((await ask(peer, { ...offer, rejoin: others })).rejoined).toBeUndefined();
    const newer = { noun: "hologram", id: anId(), version: 1, row: {} };
    expect((await ask(peer, { ...offer, rejoin: [newer] })).rejoined).toBeUndefined();
    expect(database.look(peer.accountId).rows.size).toBe(0);
    expect((await ask(peer, { ...offer, rejoin: [ofClient as RowChange, ...others] })).rejoined).toBe(3); // there is one
  });

  test("L17 a value of the new history that loses against one that comes back waits for the person, and the other way round", async () => {
    const { database, peer, phone } = aServer();
    const laptop = aReferenceDevice(peer);
    const client = aClient({ background: "as it began" });
    await doesNow(phone, client);
    await laptop.settles();
    const backup = database.snapshot();
    phone.does([change(phone, client.args.id, "of the old history")], Date.now() + 60_000);
    phone.does([change(phone, client.args.id, "they", "pronouns")], Date.now() - HOUR);
    await phone.settles();
    const witness = aReferenceDevice(peer);
    await witness.settles();
    database.restore(backup);
    await doesNow(laptop, change(laptop, client.args.id, "of the new history"));
    laptop.does([change(laptop, client.args.id, "she", "pronouns")], Date.now() + 1_000);
    await laptop.settles();

    await witness.settles(); // the phone never comes back
    const row = database.look(peer.accountId).rows.get(`client|${client.args.id}`) as Row<"client">; // one was made
    expect([row.background, row.pronouns]).toEqual(["of the old history", "she"]);
    expect(row.lost.map(({ field, value }) => `${field}: ${String(value)}`)).toEqual([
      "background: of the new history",
      "pronouns: they",
    ]);
  });

  test("what was only older is lost without a word, whichever device comes first", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { database, peer, phone } = aServer();
      const client = aClient({ background: "first" });
      await doesNow(phone, client);
      const backup = database.snapshot();
      await doesNow(phone, aClient());
      const behind = aReferenceDevice(peer);
      await doesNow(phone, change(phone, client.args.id, "second"));
      await behind.settles();
      await doesNow(phone, change(phone, client.args.id, "third"));
      database.restore(backup);
      for (const index of order) await [phone, behind][index]?.settles();
      await phone.settles();
      expect(phone.rows.get(`client|${client.args.id}`)).toMatchObject({ background: "third", lost: [] });
    }
  });

  test("what was only older is no conflict either when its author never comes back", async () => {
    const { database, peer, phone } = aServer();
    const client = aClient({ background: "first" });
    await doesNow(phone, client);
    const [behind, witness] = [aReferenceDevice(peer), aReferenceDevice(peer)];
    for (const device of [behind, witness]) await device.settles(); // so that it is known where the histories part
    const backup = database.snapshot();
    await doesNow(phone, change(phone, client.args.id, "second"));
    await behind.settles();
    await doesNow(phone, change(phone, client.args.id, "third"));
    await witness.settles();
    database.restore(backup);
    for (const device of [behind, witness]) await device.settles();
    expect(witness.rows.get(`client|${client.args.id}`)).toMatchObject({ background: "third", lost: [] });
  });

  test("a note that is here again gets its first words all the same", async () => {
    const { database, peer, phone } = aServer();
    const client = aClient();
    await doesNow(phone, client);
    const backup = database.snapshot();
    const note = aNote({ clientId: client.args.id, body: "slept better" });
    await doesNow(phone, note);
    database.restore(backup);
    const header = rowsOf(phone).filter(({ noun }) => noun === "note");
    expect((await ask(peer, { ...phone.request(), trail: phone.path.slice(), rejoin: header })).rejoined).toBe(1);

    const created = { seq: 2, mid: anId(), name: note.name, v: 1, args: note.args, madeAt: Date.now(), was: 2 };
    const again = { ...phone.request(), cursor: null, mutations: [created] };
    expect((await ask(peer, again)).results).toMatchObject([{ seq: 2, status: "applied" }]);
    const { rows, log } = database.look(peer.accountId);
    const words = [...rows]
      .filter(([place]) => place.startsWith("note-update|"))
      .map(([, row]) => String(row["update"]));
    expect(wordsOf(words)).toEqual(["slept better"]);
    expect(rows).toEqual(await foldEntries(log));
  });

  test("folded words of two devices come back both", async () => {
    const { id, offers, updates } = await aNoteAndARestore();
    for (const words of ["slept better", "ate well", "slept better"]) {
      const row = { id, upto: 3, update: aNoteText({ body: words }) };
      expect(await offers([{ noun: "note-text", id, version: 3, row }])).toBe(1);
    }
    expect(new Set(wordsOf(updates()))).toEqual(new Set(["slept better", "ate well"]));
  });

  test("what needs a parent that another device may bring back waits for a day, and is then refused", async () => {
    const { database, peer, phone, later } = aServer();
    const laptop = aReferenceDevice(peer);
    const client = aClient();
    const backup = database.snapshot();
    await doesNow(phone, client);
    await laptop.settles();
    const [note, stray] = [aNote({ clientId: client.args.id }), aNote({ clientId: anId() })];
    database.restore(backup);

    laptop.rows.clear(); // its cache was lost meanwhile, its box was not
    laptop.does([note, stray, aClient()]);
    const waits = await laptop.exchanges();
    expect([waits.results, waits.ackedSeq]).toEqual([[{ seq: 1, status: "wait" }], 0]);
    await phone.settles();
    expect((await laptop.exchanges()).results).toMatchObject([
      { seq: 1, status: "applied" },
      { seq: 2, status: "wait" },
    ]);
    later(23 * HOUR);
    expect((await laptop.exchanges()).results).toEqual([{ seq: 2, status: "wait" }]);
    later(2 * HOUR);
    expect((await laptop.exchanges()).results).toMatchObject([
      { seq: 2, status: "refused", reason: "client-unknown" },
      { seq: 3, status: "applied" },
    ]);
    // No parent is waited for where nothing was lost.
    const tablet = aReferenceDevice(peer);
    tablet.does([aNote({ clientId: anId() })]);
    expect((await tablet.exchanges()).results).toMatchObject([{ status: "refused", reason: "client-unknown" }]);
  });

  test("an edit does not wait for the words that it goes on from: others stand behind it, and may be those", async () => {
    const { database, peer, phone } = aServer();
    const laptop = aReferenceDevice(peer);
    const client = aClient();
    const note = aNote({ clientId: client.args.id });
    for (const act of [client, note]) await doesNow(phone, act);
    await laptop.settles();
    const backup = database.snapshot();
    const first = anEdit(note.args.id, "first");
    await doesNow(phone, first);
    await laptop.settles();
    database.restore(backup);

    laptop.rows.clear(); // its cache was lost meanwhile, the words on its screen were not
    await laptop.exchanges();
    const second = anEdit(note.args.id, "second", [first.args.update]);
    laptop.does([second]);
    expect((await laptop.exchanges()).results).toMatchObject([{ status: "refused", reason: "words-missing" }]);
    laptop.does([first, second]);
    expect((await laptop.exchanges()).results).toMatchObject([{ status: "applied" }, { status: "applied" }]);
    expect(wordsOf(updatesIn(database.look(peer.accountId).rows))).toEqual(["first", "second"]);
  });

  test("what stands for more than any text can be is not taken back, and keeps nothing else from coming back", async () => {
    const { id, offers, updates } = await aNoteAndARestore();
    const text = (update: string): RowChange => ({ noun: "note-text", id, version: 3, row: { id, upto: 3, update } });
    const update = { id: anId(), noteId: id, madeAt: 1, update: aCraftedUpdate(1_000_000_000) };
    const offered = [
      text(aCraftedUpdate(1_000_000_000)),
      { noun: "note-update", id: update.id, version: 3, row: update },
      text(aNoteText({ body: "slept better" })),
    ];
    expect(await offers(offered)).toBe(offered.length);
    expect(wordsOf(updates())).toEqual(["slept better"]);
  });

  test("of what is more than any text can be together, some comes back, and all that is not of it", async () => {
    const { id: noteId, offers, updates } = await aNoteAndARestore();
    const row = (update: string): RowChange => {
      const id = anId();
      return { noun: "note-update", id, version: 3, row: { id, noteId, madeAt: 1, update } };
    };
    const words = aNoteText({ body: "slept better" });
    const offered = [...Array.from({ length: 4 }, () => row(emptyLines(6_000))), row(words)];
    expect(await offers(offered)).toBe(offered.length);
    expect(updates()).toHaveLength(3);
    expect(updates()).toContain(words);
  });

  test("an event says which history it follows, so that no device takes it for its own", async () => {
    const { database, peer, phone, heard } = aServer();
    await doesNow(phone, aClient());
    const backup = database.snapshot();
    await doesNow(phone, aClient());
    const old = phone.path.slice();
    database.restore(backup);
    const tablet = aReferenceDevice(peer);
    await doesNow(tablet, aClient());
    await doesNow(tablet, aClient());
    const from = (version: number) => heard.findLast((event) => event.kind === "changed" && event.from === version);
    expect(from(1)).toMatchObject({ fromStamp: old.find(({ version }) => version === 1)?.stamp });
    expect(from(2)).toMatchObject({ fromStamp: tablet.path.find(({ version }) => version === 2)?.stamp });
    expect(from(2)).not.toMatchObject({ fromStamp: phone.cursor?.stamp });
  });
});

describe("versions of the app side by side", () => {
  test("a mutation that only the newer server knows waits at the older one, with all that follow, and is lost at neither", async () => {
    const { version: _, ...known } = { version: 0, ...catalogue };
    const older = Object.fromEntries(Object.entries(known).filter(([name]) => name !== "consent.give"));
    const { database, peer, phone, as } = aServer();
    const client = aClient();
    phone.does([client, aConsent(client.args.id), aClient()]);
    as(older);
    for (const _round of [1, 2, 3, 4]) await phone.exchanges();
    expect([phone.outbox.length, database.look(peer.accountId).rows.size]).toEqual([2, 1]);
    as(catalogue);
    expect((await phone.exchanges()).results.map(({ status }) => status)).toEqual(["applied", "applied"]);
    as(older); // it is still there for a while
    const laptop = aReferenceDevice(peer);
    await laptop.settles();
    expect(laptop.rows).toEqual(phone.rows);
  });

  test("arguments of a newer shape wait at the older server; those of an older shape are brought up by the newer one", async () => {
    const newer: Record<string, Mutation<unknown>> = {
      ...catalogue,
      "consent.give": defineMutation({
        args: catalogue["consent.give"].args,
        upcasters: [(args) => ({ ...(args as object), remark: "brought up" })],
        async run(store, consent) {
          if (await store.get("consent", consent.id)) throw new Refused("consent-exists");
          await store.put("consent", { ...consent, withdrawnAt: null });
        },
      }),
    };
    const { peer, phone, as } = aServer();
    const client = aClient();
    await doesNow(phone, client);
    const [oldShape, newShape] = [aConsent(client.args.id), aConsent(client.args.id)];
    phone.does([oldShape, newShape]);
    const request = phone.request();
    const mutations = request.mutations.map((pushed, index): Pushed => ({ ...pushed, v: index + 1 }));
    expect((await ask(peer, { ...request, mutations })).results).toMatchObject([
      { seq: 2, status: "applied" },
      { seq: 3, status: "wait" },
    ]);
    as(newer);
    expect((await ask(peer, { ...request, mutations })).results).toMatchObject([
      { seq: 2, status: "applied" },
      { seq: 3, status: "applied" },
    ]);
    const third = { ...mutations[0], seq: 4, mid: anId(), args: aConsent(client.args.id).args } as Pushed; // the first one's shape
    const { changes } = await ask(peer, { ...request, mutations: [third] });
    expect(changes.find(({ version }) => version === 4)?.row).toMatchObject({ remark: "brought up" });
  });
});

test("an edit whose clock is not to be believed counts when it arrives", async () => {
  const { peer, phone, later } = aServer();
  const laptop = aReferenceDevice(peer);
  const client = aClient({ background: "first" });
  await doesNow(phone, client);
  await laptop.settles();
  phone.does([change(phone, client.args.id, "long ago, says its clock")], 1_000);
  const request = phone.request();
  await doesNow(laptop, change(laptop, client.args.id, "just before"));
  later(1_000);
  await ask(peer, { ...request, mutations: request.mutations.map((pushed) => ({ ...pushed, unsure: true })) });
  await laptop.settles();
  expect(laptop.rows.get(`client|${client.args.id}`)).toMatchObject({ background: "long ago, says its clock" });
});

test("a note that would outgrow its limit refuses the edit and nothing else; making it shorter is always possible", async () => {
  const { database, peer, phone } = aServer();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "begun" });
  await doesNow(phone, client);
  await doesNow(phone, note);
  const long = () => anEdit(note.args.id, randomBytes(50_000).toString("base64"));
  phone.does([long(), long(), long()]);
  expect((await phone.exchanges()).results.map(({ status }) => status)).toEqual(["applied", "applied", "applied"]);
  phone.does([anEdit(note.args.id, "short"), long(), anEdit(note.args.id, "short too"), aClient()]);
  expect((await phone.exchanges()).results).toMatchObject([
    { status: "applied" },
    { status: "refused", reason: "text-too-long" },
    { status: "applied" },
    { status: "applied" },
  ]);
  const { rows, log } = database.look(peer.accountId);
  expect(rows).toEqual(await foldEntries(log));
});

test("edits that stand for more than any text can be are refused, one by one and all together", async () => {
  const { database, peer, phone } = aServer();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "begun" });
  await doesNow(phone, client);
  await doesNow(phone, note);
  const { id } = note.args;
  const edit = (update: string) => ({ name: "note.edit" as const, args: { id, update } });
  phone.does([edit(aCraftedUpdate(1_000_000_000)), anEdit(id, "beside it")]);
  expect((await phone.exchanges()).results).toMatchObject([
    { status: "refused", reason: "text-unreadable" },
    { status: "applied" },
  ]);
  phone.does(Array.from({ length: 4 }, () => edit(emptyLines(6_000))));
  expect((await phone.exchanges()).results).toMatchObject([
    { status: "applied" },
    { status: "applied" },
    { status: "refused", reason: "text-too-long" },
    { status: "refused", reason: "text-too-long" },
  ]);
  phone.does([anEdit(id, "and later")]);
  expect((await phone.exchanges()).results).toMatchObject([{ status: "applied" }]);
  const { rows, log } = database.look(peer.accountId);
  expect(rows).toEqual(await foldEntries(log));
});

test("what goes on from an edit that was refused is refused too, with its words, and taken once that is there", async () => {
  const { database, peer, phone } = aServer();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "begun" });
  await doesNow(phone, client);
  await doesNow(phone, note);
  const long = () => anEdit(note.args.id, randomBytes(60_000).toString("base64"));
  phone.does([long(), long(), long()]);
  await phone.settles();
  const texts = () => updatesIn(database.look(peer.accountId).rows);
  const refused = anEdit(note.args.id, randomBytes(60_000).toString("base64"), texts());
  const leaning = anEdit(note.args.id, "after the limit", [...texts(), refused.args.update]);
  const later = anEdit(note.args.id, "and later", [...texts(), refused.args.update, leaning.args.update]);
  const said = async () => (await phone.exchanges()).results;
  phone.does([refused, leaning]);
  expect(await said()).toMatchObject([
    { status: "refused", reason: "text-too-long" },
    { status: "refused", reason: "words-missing" },
  ]);
  phone.does([later, anEdit(note.args.id, "beside it", texts())]);
  expect(await said()).toMatchObject([{ status: "refused", reason: "words-missing" }, { status: "applied" }]);

  const shorter = { name: "note.edit" as const, args: { id: note.args.id, update: withoutAParagraph(texts()) } };
  phone.does([shorter, refused, leaning, later]);
  expect((await said()).map(({ status }) => status)).toEqual(["applied", "applied", "applied", "applied"]);
  expect(wordsOf(texts()).filter((words) => words.length < 20)).toEqual(
    expect.arrayContaining(["after the limit", "and later", "beside it"]),
  );
  const { rows, log } = database.look(peer.accountId);
  expect(rows).toEqual(await foldEntries(log));
});

test("a text that is longer than it may be, from before a backup, can be made shorter but not longer", async () => {
  const { database, peer, phone } = aServer();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "begun" });
  for (const act of [client, note]) await doesNow(phone, act);
  const long = Array.from({ length: 6 }, () => anEdit(note.args.id, randomBytes(40_000).toString("base64")));
  phone.does(long);
  const request = phone.request();
  const again = request.mutations.map((pushed): Pushed => ({ ...pushed, was: 3 }));
  for (const pushed of again) await ask(peer, { ...request, mutations: [pushed] });
  const updates = () => updatesIn(database.look(peer.accountId).rows);

  const longer = anEdit(note.args.id, "even longer", updates());
  const shorter = { name: "note.edit" as const, args: { id: note.args.id, update: withoutAParagraph(updates()) } };
  const send = async ({ name, args }: typeof shorter | typeof longer, seq: number) =>
    (await ask(peer, { ...request, mutations: [{ seq, mid: anId(), name, v: 1, args, madeAt: 1 }] })).results;
  expect(await send(longer, 9)).toMatchObject([{ status: "refused", reason: "text-too-long" }]);
  expect(await send(shorter, 10)).toMatchObject([{ status: "applied" }]);
});

/** A note, and a device that has seen what a restored backup does not hold. `offers`: how many rows are taken back. */
async function aNoteAndARestore() {
  const { database, peer, phone } = aServer();
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  for (const act of [client, note]) await doesNow(phone, act);
  const backup = database.snapshot();
  await doesNow(phone, aClient());
  database.restore(backup);
  return {
    id: note.args.id,
    offers: async (rejoin: RowChange[]) =>
      (await ask(peer, { ...phone.request(), trail: phone.path.slice(), rejoin })).rejoined,
    updates: () => updatesIn(database.look(peer.accountId).rows),
  };
}

/** The parts of all texts. */
function updatesIn(rows: Rows): string[] {
  return [...rows.values()].flatMap(({ update }) => (typeof update === "string" ? [update] : []));
}

/** So many lines without a word, which take hardly a byte. */
function emptyLines(many: number): string {
  const doc = new Doc();
  doc.getXmlFragment(fragmentName("body")).insert(
    0,
    Array.from({ length: many }, () => new XmlText()),
  );
  return toBase64(encodeStateAsUpdateV2(doc));
}

/** The update that takes a long paragraph out of a text. */
function withoutAParagraph(updates: string[]): string {
  const doc = new Doc();
  for (const update of updates) applyUpdateV2(doc, fromBase64(update));
  const before = encodeStateVector(doc);
  const fragment = doc.getXmlFragment(fragmentName("body"));
  fragment.delete(
    wordsOf(updates).findIndex((words) => words.length > 1_000),
    1,
  );
  return toBase64(encodeStateAsUpdateV2(doc, before));
}

function aServer() {
  const accountId = anId();
  const database = memoryDatabase({ random: randomBytes });
  database.addAccount(accountId);
  const bus = makeBus();
  const heard: SyncEvent[] = [];
  bus.subscribe(accountId, (event) => heard.push(event));
  let ahead = 0;
  let known: Record<string, Mutation<unknown>> = catalogue;
  const storage = database.connect();
  const exchanges: Peer["caller"]["sync"]["exchange"] = (request) =>
    exchange(
      { storage, bus, clock: () => Date.now() + ahead, log: () => {}, catalogue: known },
      accountId,
      structuredClone(request),
    );
  const peer: Peer = { accountId, caller: { sync: { exchange: exchanges } } };
  return {
    database,
    peer,
    phone: aReferenceDevice(peer),
    heard,
    later: (ms: number) => void (ahead += ms),
    as: (catalogueThen: Record<string, Mutation<unknown>>) => void (known = catalogueThen),
  };
}

async function doesNow(device: ReferenceDevice, act: Parameters<ReferenceDevice["does"]>[0][number]): Promise<void> {
  await device.settles();
  device.does([act]);
  await device.settles();
}

/** Lets devices send and hear all there is; what waits for a parent that never comes is waited for. */
async function settleAll(devices: ReferenceDevice[], later: (ms: number) => void): Promise<void> {
  for (let round = 0; round < 4; round++) {
    for (const device of devices) {
      for (let goesOn = true; goesOn;) {
        const { more, results } = await device.exchanges();
        goesOn = more || (device.outbox.length > 0 && results.some(({ status }) => status !== "wait"));
      }
    }
    if (round === 1) later(25 * HOUR);
  }
  expect(devices.flatMap(({ outbox }) => outbox)).toEqual([]);
}

function rowsOf({ rows }: ReferenceDevice): RowChange[] {
  const nouns = ["client", "consent", "note", "note-update", "summary"];
  const changes = [...rows].map(([place, row]) => ({
    noun: place.split("|")[0] ?? "",
    id: String(row["id"]),
    version: 1,
    row,
  }));
  return changes.toSorted((a, b) => nouns.indexOf(a.noun) - nouns.indexOf(b.noun));
}

function change(device: ReferenceDevice, id: string, value: string, field: "background" | "pronouns" = "background") {
  const { stamps } = device.rows.get(`client|${id}`) as Row<"client">; // it has seen it
  const over = stamps[field] ?? null;
  return {
    name: "client.change" as const,
    args: { id, changes: { [field]: { value, over: over && { at: over.at, mid: over.mid } } } },
  };
}

/** Everything that a device saw is held: every row, and every word of every note. */
function expectHeld(seen: Rows, rows: Rows): void {
  const [old, now] = [contentsOf(seen), contentsOf(rows)];
  expect(Object.keys(now)).toEqual(expect.arrayContaining(Object.keys(old)));
  for (const [place, words] of Object.entries(old)) {
    if (place.startsWith("words of ")) expect(now[place]).toEqual(expect.arrayContaining(words as string[])); // contentsOf writes words
  }
}
