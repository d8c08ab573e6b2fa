import { connect, readAs } from "@cliently/db";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Act } from "../domain/catalogue.ts";
import type { Pushed } from "../domain/protocol.ts";
import { appRouter } from "../router.ts";
import {
  aClient,
  aConsent,
  anEdit,
  anId,
  aNote,
  aPractice,
  aReferenceDevice,
  ask,
  contextOf,
  foldLog,
  serverRows,
  wordsOf,
  type Member,
  type Practice,
} from "../testing/index.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

const tooLate = Date.now() + 10 * 365 * 86_400_000;

test("a client and a note written on the phone appear on the laptop, and what is added there on the phone", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient({ givenName: "Marigold" });
  const note = aNote({ clientId: client.args.id, body: "slept better" });
  phone.does([client, note]);
  await phone.settles();
  await laptop.settles();
  expect(laptop.rows).toEqual(phone.rows);
  expect(laptop.rows.get(`client|${client.args.id}`)).toMatchObject({
    givenName: "Marigold",
    status: "active",
    deletedAt: null,
  });

  const first = note.args.update ?? "";
  laptop.does([anEdit(note.args.id, "and ate", [first])]);
  await laptop.settles();
  await phone.settles();
  const updates = [...phone.rows]
    .filter(([place]) => place.startsWith("note-update|"))
    .map(([, row]) => String(row["update"]));
  expect(wordsOf(updates)).toEqual(["slept better", "and ate"]);
});

test("a refused mutation is told with its reason and the row it looked at; the ones after it go on", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient();
  laptop.does([client]);
  await laptop.settles();
  await phone.settles();

  phone.does([client, aClient(), anEdit(anId(), "to no note"), aClient()]);
  const { results, changes } = await phone.exchanges();
  expect(results).toMatchObject([
    { status: "refused", reason: "client-exists" },
    { status: "applied" },
    { status: "refused", reason: "note-unknown" },
    { status: "applied" },
  ]);
  expect(changes.find(({ id }) => id === client.args.id)).toMatchObject({ version: 1, row: { givenName: "Marigold" } });
});

test("arguments that no schema knows are refused, not broken", async () => {
  const phone = aReferenceDevice(await practice.somebodyElse());
  const strange = [
    null,
    [],
    { __proto__: { id: 1 } },
    { id: "x" },
    { ...aClient().args, more: 1 },
    JSON.parse('{"__proto__":{"id":"x"}}'),
  ];
  phone.does(strange.map((args: unknown) => ({ name: "client.create", args }) as Act)); // what a broken device could send
  const { results } = await phone.exchanges();
  expect(results.map((result) => result.status === "refused" && result.reason)).toEqual(
    strange.map(() => "arguments-invalid"),
  );
});

test("a mutation that the server does not know yet waits, with all that follow, and is neither refused nor counted", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient(), { ...aClient(), name: "client.teleport" } as unknown as Act, aClient()]); // of a newer version
  const { results, ackedSeq, cursor } = await phone.exchanges();
  expect(results.map(({ status }) => status)).toEqual(["applied", "wait"]);
  expect([ackedSeq, cursor.version]).toEqual([1, 1]);
  const again = await phone.exchanges();
  expect(again.results).toEqual([{ seq: 2, status: "wait" }]);
  expect(again.cursor.version).toBe(1);

  const newer = aReferenceDevice(member);
  newer.does([aClient()]);
  const request = newer.request();
  const [mutation] = request.mutations as [Pushed]; // one was just done
  const reply = await ask(member, { ...request, mutations: [{ ...mutation, v: 99 }] });
  expect(reply.results).toEqual([{ seq: 1, status: "wait" }]);
});

test("only the server's own mutations may not come from a device: they wait and change nothing", async () => {
  const phone = aReferenceDevice(await practice.somebodyElse());
  phone.does([{ name: "summary.begin", args: { id: anId(), provider: "x", model: "x" } } as unknown as Act]); // a forged one
  const { results } = await phone.exchanges();
  expect(results).toEqual([{ seq: 1, status: "wait" }]);
});

test("a gap is waited for; nothing after it is decided", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient(), aClient(), aClient()]);
  const request = phone.request();
  const reply = await member.caller.sync.exchange({ ...request, mutations: request.mutations.slice(1) });
  expect(reply).toMatchObject({
    results: [{ seq: 2, status: "wait" }],
    ackedSeq: 0,
    changes: [],
    cursor: { version: 0 },
  });
});

test("a mutation that was taken back is decided without effect", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([{ name: "nothing", args: null } as unknown as Act, aClient()]); // a row that was turned into nothing
  const { results } = await phone.exchanges();
  expect(results.map(({ status }) => status)).toEqual(["applied", "applied"]);
  expect((await serverRows(practice.services, member.accountId)).size).toBe(1);
});

test("a device whose id another one uses is told that it was cloned; under a new id all arrives once", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const twin = aReferenceDevice(member, phone.id);
  phone.does([aClient({ givenName: "of the phone" })]);
  twin.does([aClient({ givenName: "of the twin" })]);
  await phone.settles();
  const { results } = await twin.exchanges();
  expect(results).toEqual([{ seq: 1, status: "cloned" }]);
  twin.restamps();
  await twin.settles();
  await phone.settles();
  expect([...phone.rows.values()].map((row) => row["givenName"]).toSorted()).toEqual(["of the phone", "of the twin"]);
});

test("L11 a mutation that breaks the server delays the others by three attempts, is set aside with its arguments, and is told", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const [before, poison, after] = [aClient(), aClient({ givenName: "Poison" }), aClient()];
  await breaksOn(poison.args.id, "22012");
  phone.does([before, poison, after]);
  const laptop = aReferenceDevice(member);
  const others = async () => {
    laptop.does([aClient()]);
    await laptop.settles(); // another device is never delayed
  };

  const first = await phone.exchanges();
  expect(first.results).toMatchObject([
    { seq: 1, status: "applied" },
    { seq: 2, status: "wait" },
  ]);
  await others();
  const second = await phone.exchanges();
  expect(second.results).toEqual([{ seq: 2, status: "wait" }]);
  expect(second.cursor.version).toBe(first.cursor.version + 1);
  const third = await phone.exchanges();
  expect(third.results).toMatchObject([
    { seq: 2, status: "quarantined" },
    { seq: 3, status: "applied" },
  ]);
  expect(await serverRows(practice.services, member.accountId)).toEqual(
    await foldLog(practice.services, member.accountId),
  );

  const kept = await readAs(practice.services.db, member.accountId, (tx) =>
    tx.mutationLog.findFirstOrThrow({ where: { status: "quarantined" } }),
  );
  const key = await practice.services.keys.of(member.accountId);
  expect(key.openJson("mutation_log", kept.mid, kept.keyVersion, kept.sealed ?? new Uint8Array())).toEqual(poison.args);
});

test.each([
  ["a serialization failure", "40001"],
  ["a deadlock", "40P01"],
  ["a lock that is not to be had", "55P03"],
  ["a connection that ends", "terminate"],
])("%s takes the whole batch back, is answered as busy, and is not counted against anybody", async (_, state) => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const [before, unlucky] = [aClient(), aClient()];
  const mend = await breaksOn(unlucky.args.id, state);
  phone.does([before, unlucky]);
  for (let tries = 0; tries < 4; tries++)
    await expect(phone.exchanges()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect((await serverRows(practice.services, member.accountId)).size).toBe(0);

  await mend();
  const reply = await phone.exchanges();
  expect(reply.results.map(({ status }) => status)).toEqual(["applied", "applied"]);
  expect(reply.cursor.version).toBe(1);
});

test("a clock that is years ahead wins no conflict: its edit counts when it arrives", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const client = aClient();
  phone.does([client], tooLate);
  await phone.settles();
  const createdAt = Number(phone.rows.get(`client|${client.args.id}`)?.["createdAt"]);
  expect(Math.abs(createdAt - Date.now())).toBeLessThan(60_000);
});

test("what a device tells of itself is kept: its label sealed, how far it is, how much waits on it", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  await phone.exchanges();
  phone.does([aClient(), aClient()]);
  await phone.exchanges({ most: 1 });
  const { db, keys } = practice.services;
  const known = await readAs(db, member.accountId, (tx) => tx.device.findFirstOrThrow({ where: { id: phone.id } }));
  expect(known).toMatchObject({ lastSeq: 1, cursorVersion: 0, pendingReported: 1 });
  expect((await keys.of(member.accountId)).openJson("device", phone.id, known.keyVersion, known.sealed)).toEqual({
    label: "Reference",
  });
  expect(Buffer.from(known.sealed).includes("Reference")).toBe(false);
});

test("L19 only a revoked device is told so, in so many words; nothing of it is decided, and the others go on", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  for (const device of [phone, laptop]) {
    device.does([aClient()]);
    await device.settles();
  }
  await practice.services.storage.note(member.accountId, (tx) => tx.revokeDevice(phone.id, Date.now()));

  phone.does([aClient()]);
  const request = phone.request();
  for (const wish of [{}, { mutations: [] }, { trail: [] }, { mutations: [], cursor: null }]) {
    expect(await member.caller.sync.exchange({ ...request, ...wish })).toEqual({ revoked: phone.id });
  }
  expect((await serverRows(practice.services, member.accountId)).size).toBe(2);
  laptop.does([aClient()]);
  await laptop.settles();
});

test("a browser that lost its databases hears once what waited on the device it was, and nobody else does", async () => {
  const member = await practice.somebodyElse();
  const browser = aBrowser(member);
  const before = aReferenceDevice(browser);
  await before.exchanges();
  before.does([aClient(), aClient(), aClient()]);
  await before.exchanges({ most: 1 });
  const lastSeen = Date.now();

  const moved = aReferenceDevice(member);
  await moved.settles();
  expect(await ask(aBrowser(member, new Map(browser.cookies)), moved.request())).not.toHaveProperty("evicted"); // it lost nothing
  const after = aReferenceDevice(browser);
  expect(await ask(aBrowser(member), after.request())).not.toHaveProperty("evicted"); // another browser
  const answer = await after.exchanges();
  expect(answer.evicted).toMatchObject({ pending: 2 }); // the first was decided
  expect(Math.abs((answer.evicted?.at ?? 0) - lastSeen)).toBeLessThan(60_000);
  expect(await ask(browser, { ...after.request(), cursor: null })).not.toHaveProperty("evicted");
  expect(await ask(browser, after.request())).not.toHaveProperty("evicted");
});

test("what a browser was in one account says nothing in another, whatever its cookies claim; signing out forgets it", async () => {
  const [ann, ben] = [await practice.somebodyElse(), await practice.somebodyElse()];
  const ofAnn = aBrowser(ann);
  const phone = aReferenceDevice(ofAnn);
  await phone.exchanges();
  const [cookie] = [...ofAnn.cookies.keys()];
  expect(cookie).not.toContain(ann.accountId);
  const ofBen = aBrowser(ben, ofAnn.cookies);
  expect(await ask(ofBen, aReferenceDevice(ben).request())).not.toHaveProperty("evicted");
  const [bens] = [...ofBen.cookies.keys()].filter((name) => name !== cookie);
  ofBen.cookies.set(bens ?? "", phone.id); // forged
  expect(await ask(ofBen, aReferenceDevice(ben).request())).not.toHaveProperty("evicted");
  ofBen.cookies.set(bens ?? "", "'; DROP TABLE device");
  expect(await ask(ofBen, aReferenceDevice(ben).request())).not.toHaveProperty("evicted");

  await ofAnn.caller.account.signOut();
  expect([...ofAnn.cookies.keys()]).not.toContain(cookie);
});

test("devices learn what the person calls the others", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  await ask(member, { ...phone.request(), label: "Safari on iPhone" });
  await laptop.exchanges();
  expect((await laptop.exchanges()).devices).toEqual({ [phone.id]: "Safari on iPhone", [laptop.id]: "Reference" });
});

test("a note's length is weighed on Postgres too, loose and folded", async () => {
  const phone = aReferenceDevice(await practice.somebodyElse());
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  phone.does([client, note, ...Array.from({ length: 97 }, () => anEdit(note.args.id, "x".repeat(2_000)))]);
  await phone.settles();
  const many = Array.from({ length: 40 }, () => anEdit(note.args.id, "y".repeat(2_000)));
  const mids = phone.does(many);
  await phone.settles();
  const said = mids
    .map((mid) => phone.results.get(mid))
    .map((result) => (result?.status === "refused" ? result.reason : result?.status));
  expect(new Set(said)).toEqual(new Set(["applied", "text-too-long"]));
  expect(said.indexOf("text-too-long")).toBeGreaterThan(said.lastIndexOf("applied"));
});

test("a batch beyond 512 KB, and one nested without end, are 4xx", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([{ name: "client.create", args: { words: "é".repeat(300_000) } } as unknown as Act]);
  await expect(phone.exchanges()).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });

  const deep = { ...phone.request(), mutations: [] as Pushed[] };
  const args: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
  deep.mutations.push({ seq: 1, mid: anId(), name: "client.create", v: 1, madeAt: 1, args });
  await expect(member.caller.sync.exchange(deep)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test.each([
  ["numbers beyond Postgres", { seq: 2 ** 40 }],
  ["a name with a NUL", { name: "client.create\0" }],
  ["an id in capitals, which would not equal itself", { mid: anId().toUpperCase() }],
  ["a time that Postgres cannot read", { madeAt: 8_640_000_000_000_000 }],
])("%s: refused at the door", async (_, odd) => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient()]);
  const request = phone.request();
  const mutations = request.mutations.map((mutation) => ({ ...mutation, ...odd }));
  await expect(member.caller.sync.exchange({ ...request, mutations })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("the open fields of every noun are columns, and its words are nowhere in Postgres to be read", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const client = aClient({ givenName: "Needle-in-a-haystack", background: "Needle-in-a-haystack" });
  const note = aNote({ clientId: client.args.id, body: "Needle-in-a-haystack" });
  phone.does([client, aConsent(client.args.id), note]);
  await phone.settles();
  await using owner = ownerLink();
  const tables = await owner.db.$queryRaw<
    { name: string }[]
  >`SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`;
  for (const { name } of tables) {
    const found = await owner.db.$queryRawUnsafe<object[]>(
      `SELECT 1 FROM ${name} t WHERE t::text LIKE '%Needle%' OR encode(convert_to(t::text, 'UTF8'), 'escape') LIKE '%${Buffer.from("Needle").toString("hex")}%'`,
    );
    expect([name, found.length]).toEqual([name, 0]);
  }
});

/** Makes Postgres fail whenever this client is written. Returns how to mend it. */
async function breaksOn(clientId: string, state: string): Promise<() => Promise<void>> {
  const name = `broken_${clientId.replaceAll("-", "")}`;
  const how =
    state === "terminate"
      ? "PERFORM pg_terminate_backend(pg_backend_pid());"
      : `RAISE EXCEPTION 'broken' USING ERRCODE = '${state}';`;
  await using owner = ownerLink();
  await owner.db.$executeRawUnsafe(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${how} RETURN NEW; END $$`,
  );
  await owner.db.$executeRawUnsafe(`GRANT EXECUTE ON FUNCTION ${name}() TO cliently_app`);
  await owner.db.$executeRawUnsafe(
    `CREATE TRIGGER ${name} BEFORE INSERT ON client FOR EACH ROW WHEN (NEW.id = '${clientId}') EXECUTE FUNCTION ${name}()`,
  );
  return async () => {
    await using again = ownerLink();
    await again.db.$executeRawUnsafe(`DROP TRIGGER ${name} ON client`);
  };
}

/** Somebody's browser, with its cookies. */
function aBrowser(member: Member, cookies = new Map<string, string>()) {
  const context = contextOf(practice.services, member);
  const jar = {
    get: (name: string) => cookies.get(name),
    set: (name: string, value: string) => void cookies.set(name, value),
    clear: (name: string) => void cookies.delete(name),
  };
  return { accountId: member.accountId, cookies, caller: appRouter.createCaller({ ...context, cookies: jar }) };
}

function ownerLink() {
  const db = connect(practice.database.ownerUrl, { ca: practice.database.ca, connections: 1 });
  return { db, [Symbol.asyncDispose]: () => db.$disconnect() };
}
