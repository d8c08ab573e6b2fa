import { openNotifications, type Notifications } from "@cliently/db";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import type { Services } from "../context.ts";
import type { SyncEvent } from "../domain/protocol.ts";
import { appRouter } from "../router.ts";
import {
  aClient,
  aNote,
  anId,
  aPractice,
  aReferenceDevice,
  contextOf,
  contentsOf,
  serverRows,
  type Member,
  type Practice,
} from "../testing/index.ts";
import { makeBus } from "./bus.ts";
import { events } from "./events.ts";
import { makePokes } from "./pokes.ts";
import { makeWatch } from "./watch.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice({ connections: 12 });
});
afterAll(() => practice[Symbol.asyncDispose]());

test("what is written by one process reaches a device on another with its rows, and nothing of it lies in the clear", async () => {
  await using first = await aProcess();
  await using second = await aProcess();
  await using everything = await overhear();
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(at(first, member)), aReferenceDevice(at(second, member))];
  const client = aClient({ background: "a word of one's own" });
  phone.does([client]);
  await phone.settles();
  await laptop.settles();
  await using stream = listen(second, member, laptop.id);
  await stream.next();

  for (const body of ["another secret", "a third"]) {
    phone.does([aNote({ clientId: client.args.id, body })]);
    await phone.settles();
    const told = await stream.next();
    expect(told).toMatchObject({ kind: "changed", cursor: phone.cursor, device: phone.id });
    laptop.hears(told);
  }
  expect(contentsOf(laptop.rows)).toEqual(contentsOf(await serverRows(practice.services, member.accountId)));
  await vi.waitFor(() => expect(everything.heard.length).toBeGreaterThan(0));
  for (const word of ["another secret", "a third", "one's own", "Marigold"])
    expect(everything.heard.join()).not.toContain(word);
});

test("more than a message holds is told as the place to ask for", async () => {
  await using first = await aProcess();
  await using second = await aProcess();
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(at(first, member));
  await using stream = listen(second, member);
  await stream.next();
  phone.does([aClient({ background: "x".repeat(12_000) })]);
  await phone.settles();
  expect(await stream.next()).toMatchObject({ kind: "changed", cursor: phone.cursor, changes: null });
});

test("a process whose connection is broken hears of what it missed once it is there again, and meanwhile by the watch", async () => {
  await using first = await aProcess();
  await using second = await aProcess();
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(at(first, member));
  await using stream = listen(second, member);
  await stream.next();

  const before = second.connections();
  await asOwner(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cliently-notifications'",
  );
  phone.does([aClient()]);
  await phone.settles();
  expect((await stream.next()) as unknown).toMatchObject({ cursor: phone.cursor });
  expect(second.connections()).toBeGreaterThan(before);

  await second.stopNotifications();
  phone.does([aClient()]);
  await phone.settles();
  await second.watch();
  expect(await stream.next()).toMatchObject({ cursor: phone.cursor, changes: null });
});

test("the words of a summary reach a device on another process whole and in order, from wherever it begins to listen", async () => {
  await using first = await aProcess();
  await using second = await aProcess();
  const member = await practice.somebodyElse();
  const summary = anId();
  const words = Array.from({ length: 60 }, (_, place) => `w${place} `);
  let stored = "";
  let asked = 0;
  let told = "";
  const say = (count: number) => {
    for (const text of words.splice(0, count)) {
      first.services.bus.publish(member.accountId, { kind: "words", summary, offset: told.length, text });
      told += text;
    }
  };
  second.services.assistant.wordsSince = async (_account, heard) => {
    if (++asked === 1) return []; // when the stream opens, nothing is stored yet
    const offset = Math.min(heard[summary] ?? 0, stored.length);
    return stored.length > offset ? [{ kind: "words", summary, offset, text: stored.slice(offset) }] : [];
  };

  await using everything = await overhear();
  say(10); // nobody listens over there yet, and nothing of it is stored
  await vi.waitFor(() => expect(everything.heard.length).toBeGreaterThan(0));
  await using stream = listen(second, member);
  await stream.next();
  say(20);
  stored = told; // stored later than told, as it always is
  say(30);
  let heard = "";
  while (heard.length < told.length) {
    const event = await stream.next();
    if (event?.kind !== "words") continue;
    expect(event.offset, "no gap").toBeLessThanOrEqual(heard.length);
    heard += event.text.slice(heard.length - event.offset);
  }
  expect(heard).toBe(told);
});

test("what is no message of ours harms nobody", async () => {
  await using second = await aProcess();
  const member = await practice.somebodyElse();
  await using stream = listen(second, member);
  await stream.next();
  const forged = {
    from: "somebody",
    account: member.accountId,
    key: 1,
    sealed: Buffer.from("forged").toString("base64"),
  };
  for (const message of ["", "[]", "{", "\u{1f331}", JSON.stringify({ account: "x" }), JSON.stringify(forged)])
    await asOwner("SELECT pg_notify('cliently', $1)", [message]);
  const phone = aReferenceDevice(member);
  phone.does([aClient()]);
  await phone.settles();
  await second.watch();
  expect(await stream.next()).toMatchObject({ cursor: phone.cursor });
});

type AProcess = AsyncDisposable & {
  services: Services;
  watch: () => Promise<void>;
  /** How often its connection has been made. */
  connections(): number;
  stopNotifications(): Promise<void>;
};

/** A server process beside others on the same database. */
async function aProcess(): Promise<AProcess> {
  const { database, services } = practice;
  const local = makeBus();
  const watch = makeWatch({ storage: services.storage, bus: local });
  const looks: Promise<void>[] = [];
  let connections = 0;
  let notifications: Notifications | undefined;
  const pokes = makePokes({
    local,
    keys: services.keys,
    process: anId(),
    open: (hearers) =>
      (notifications = openNotifications(
        database.appUrl,
        { ca: database.ca },
        { ...hearers, connected: () => (connections++, hearers.connected()) },
      )),
    missed: () => void looks.push(watch()),
  });
  await vi.waitFor(() => expect(connections).toBe(1));
  return {
    services: { ...services, bus: pokes, assistant: { ...services.assistant } },
    watch,
    connections: () => connections,
    stopNotifications: async () => notifications?.stop(),
    async [Symbol.asyncDispose]() {
      await pokes.stop();
      await Promise.all(looks);
    },
  };
}

/** Somebody as they reach a process. */
function at({ services }: AProcess, { accountId, sessionId }: Member): Member {
  const session = { accountId, sessionId };
  return { ...session, caller: appRouter.createCaller(contextOf(services, session)) };
}

function listen({ services }: AProcess, { accountId }: Member, device = anId()) {
  const ended = new AbortController();
  const request = { account: accountId, device, heard: {} };
  const stream = events(services, accountId, request, async () => true, ended.signal);
  return {
    async next(): Promise<SyncEvent> {
      const step = await stream.next();
      if (step.done) throw new Error("the stream ended");
      return step.value;
    },
    async [Symbol.asyncDispose]() {
      ended.abort();
      await stream.return(undefined);
    },
  };
}

/** Everything that anybody tells on this database. */
async function overhear() {
  const client = new Client({ connectionString: practice.database.ownerUrl, ssl: { ca: practice.database.ca } });
  const heard: string[] = [];
  client.on("notification", ({ payload = "" }) => void heard.push(payload, Buffer.from(payload, "base64").toString()));
  await client.connect();
  await client.query("LISTEN cliently");
  return { heard, [Symbol.asyncDispose]: () => client.end() };
}

async function asOwner(sql: string, values: unknown[] = []): Promise<void> {
  const client = new Client({ connectionString: practice.database.ownerUrl, ssl: { ca: practice.database.ca } });
  await client.connect();
  await client.query(sql, values);
  await client.end();
}
