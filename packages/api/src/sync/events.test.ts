import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import type { Services } from "../context.ts";
import type { Cursor, SyncEvent } from "../domain/protocol.ts";
import { appRouter, type AppRouter } from "../router.ts";
import {
  aClient,
  aNote,
  anId,
  aPractice,
  aReferenceDevice,
  contentsOf,
  contextOf,
  serverRows,
  type Member,
  type Practice,
} from "../testing/index.ts";
import { makeBus } from "./bus.ts";
import { events } from "./events.ts";
import type { SyncStorage } from "./storage.ts";
import { makeWatch } from "./watch.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());
afterEach(() => void vi.useRealTimers());

test("a stream first says where the account stands, then each commit with its rows, so that the other device follows without asking", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient();
  phone.does([client]);
  await phone.settles();
  await using server = await aServer(practice.services);
  await using stream = listen(server, member, laptop.id);

  expect(await stream.next()).toEqual(standingAt(phone.cursor));
  await laptop.settles();
  for (const body of ["one", "two", "three"]) {
    phone.does([aNote({ clientId: client.args.id, body })]);
    await phone.settles();
    const told = await stream.next();
    expect(told).toMatchObject({ kind: "changed", device: phone.id, cursor: phone.cursor });
    laptop.hears(told);
  }
  expect(laptop.cursor).toEqual(phone.cursor);
  expect(contentsOf(laptop.rows)).toEqual(contentsOf(await serverRows(practice.services, member.accountId)));
});

test("a commit of more than 16 KB is told without its rows", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const { next, end } = hear(practice.services, member);
  await next();
  phone.does([aClient({ background: "x".repeat(17_000) })]);
  await phone.settles();
  const large = { kind: "changed", from: 0, fromStamp: "", changes: null, device: phone.id };
  expect(await next()).toEqual({ ...large, cursor: phone.cursor });
  await end();
});

test("L5 a stream that opens while others write leaves no gap between where it starts and what it tells", async () => {
  const member = await practice.somebodyElse();
  const writers = [aReferenceDevice(member), aReferenceDevice(member)];
  const writing = (async () => {
    for (let count = 0; count < 40; count++) {
      // One after the other: of two at once the later may be told first, and a device then asks for what is between.
      for (const writer of writers) {
        writer.does([aClient()]);
        await writer.exchanges();
      }
    }
  })();
  const streams = [];
  for (let count = 0; count < 5; count++) {
    const laptop = aReferenceDevice(member);
    const stream = hear(practice.services, member);
    streams.push({ laptop, stream });
    const first = await stream.next();
    if (first?.kind === "changed" && first.cursor.version !== 0) await laptop.settles();
  }
  await writing;
  const head = 80;
  for (const { laptop, stream } of streams) {
    let version = laptop.cursor?.version ?? 0;
    while (version < head) {
      const event = await stream.next();
      if (event?.kind !== "changed" || event.cursor.version <= version) continue;
      laptop.hears(event);
      expect(laptop.cursor?.version, "the next event starts where the device stands").toBe(event.cursor.version);
      version = event.cursor.version;
    }
    expect(contentsOf(laptop.rows)).toEqual(contentsOf(await serverRows(practice.services, member.accountId)));
    await stream.end();
  }
});

test("L5 a commit between reading where the account stands and saying so is told", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  phone.does([aClient()]);
  const { storage } = practice.services;
  const slow: SyncStorage = {
    ...storage,
    async read(accountId, work) {
      const read = await storage.read(accountId, work);
      await phone.settles();
      return read;
    },
  };
  const { next, end } = hear({ ...practice.services, storage: slow }, member);
  expect(await next()).toMatchObject({ cursor: { version: 0 } });
  expect(await next()).toMatchObject({ from: 0, cursor: phone.cursor });
  await end();
});

test("a server that goes down tells devices when to come back; they do, by themselves, and hear what they missed", async () => {
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  const stop = new AbortController();
  const old = await aServer({ ...practice.services, draining: stop.signal });
  await using stream = listen(old, member, anId());
  await stream.next();

  stop.abort();
  expect(await stream.next()).toMatchObject({ kind: "leave", ms: expect.any(Number) as number });
  await old[Symbol.asyncDispose]();
  phone.does([aClient()]);
  await phone.settles();
  await using _restarted = await aServer(practice.services, old.port);
  expect(await stream.next()).toMatchObject({ kind: "changed", cursor: phone.cursor });
  expect(stream.errors).toEqual([]);
});

test("a session that ends closes its open stream for good", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const member = await practice.somebodyElse();
  await using server = await aServer(practice.services);
  await using stream = listen(server, member, anId());
  await stream.next();
  await practice.services.account.signOut(member.sessionId);
  vi.advanceTimersByTime(10_000);
  await stream.over;
  expect(stream.errors).toMatchObject([{ data: { code: "UNAUTHORIZED" } }]);
});

test("a device that is revoked is sent off its open stream, and gets no other", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const member = await practice.somebodyElse();
  const phone = aReferenceDevice(member);
  await phone.settles();
  await using server = await aServer(practice.services);
  await using stream = listen(server, member, phone.id);
  await stream.next();
  await practice.services.storage.note(member.accountId, (tx) => tx.revokeDevice(phone.id, Date.now()));
  vi.advanceTimersByTime(10_000);
  await stream.over;
  expect(stream.errors).toMatchObject([{ data: { code: "FORBIDDEN" } }]);
  await using second = listen(server, member, phone.id);
  await second.over;
  expect(second.errors).toMatchObject([{ data: { code: "FORBIDDEN" } }]);
});

test("nobody's stream opens under another's session", async () => {
  const [ann, ben] = [await practice.somebodyElse(), await practice.somebodyElse()];
  await expect(ben.caller.sync.events({ account: ann.accountId, device: anId(), heard: {} })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
});

test("a poke that got lost is made up for by the watch, once", async () => {
  const member = await practice.somebodyElse();
  const bus = makeBus();
  const watched = { ...practice.services, bus };
  const watch = makeWatch(watched);
  const { next, end } = hear(watched, member);
  await next();
  await watch();
  const phone = aReferenceDevice(member);
  phone.does([aClient()]);
  await phone.settles(); // told on the other bus: as good as lost
  const told: SyncEvent[] = [];
  bus.subscribe(member.accountId, (event) => told.push(event));
  await watch();
  await watch();
  expect(told).toEqual([standingAt(phone.cursor)]);
  expect(await next()).toEqual(told[0]);
  await end();
});

test("a device that cannot keep up is sent away instead of filling the server's memory", async () => {
  const member = await practice.somebodyElse();
  const { next, end } = hear(practice.services, member);
  await next();
  for (let offset = 0; offset < 1_002; offset++)
    practice.services.bus.publish(member.accountId, { kind: "words", summary: anId(), offset, text: "w" });
  await expect(next()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  await end();
});

test("words of running summaries come first, and then as they are written", async () => {
  const member = await practice.somebodyElse();
  const summary = anId();
  const begun: SyncEvent = { kind: "words", summary, offset: 3, text: "ter" };
  const assistant = {
    ...practice.services.assistant,
    wordsSince: async (_: string, heard: Record<string, number>) => (heard[summary] === 3 ? [begun] : []),
  };
  const { next, end } = hear({ ...practice.services, assistant }, member, { [summary]: 3 });
  await next();
  expect(await next()).toEqual(begun);
  const more: SyncEvent = { kind: "words", summary, offset: 6, text: " sleep" };
  practice.services.bus.publish(member.accountId, more);
  expect(await next()).toEqual(more);
  await end();
});

test("a stream that ended leaves nothing behind on the bus", async () => {
  const member = await practice.somebodyElse();
  const { next, end } = hear(practice.services, member);
  await next();
  expect(practice.services.bus.accounts()).toContain(member.accountId);
  await end();
  expect(practice.services.bus.accounts()).not.toContain(member.accountId);
});

/** The stream as the server makes it, without a wire. */
function hear(services: Services, member: Member, heard: Record<string, number> = {}) {
  const ended = new AbortController();
  const request = { account: member.accountId, device: anId(), heard };
  const stream = events(services, member.accountId, request, async () => true, ended.signal);
  return {
    next: async () => (await stream.next()).value as SyncEvent | undefined, // it yields events and returns nothing
    async end() {
      ended.abort();
      await stream.return(undefined);
    },
  };
}

type RunningServer = AsyncDisposable & { port: number; url: string; server: Server };

/** The real router behind real HTTP; the session is named by the connection. */
async function aServer(services: Services, port = 0): Promise<RunningServer> {
  const server = createHTTPServer({
    router: appRouter,
    createContext: ({ info }) => {
      const { accountId = "", sessionId = "" } = (info.connectionParams ?? {}) as Record<string, string>; // set by listen
      return contextOf(services, { accountId, sessionId });
    },
  }) as Server; // plain HTTP is what the standalone adapter makes
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const bound = (server.address() as AddressInfo).port; // listening on a port, not a pipe
  return {
    server,
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The stream as a device hears it, through tRPC's own client. */
function listen({ url }: RunningServer, member: Member, device: string) {
  const { accountId, sessionId } = member;
  const link = httpSubscriptionLink<AppRouter, typeof EventSource>({
    url,
    EventSource,
    connectionParams: { accountId, sessionId },
  });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const waiting: SyncEvent[] = [];
  const errors: unknown[] = [];
  let wake = () => {};
  let finish = () => {};
  const over = new Promise<void>((resolve) => (finish = resolve));
  const subscription = client.sync.events.subscribe(
    { account: accountId, device, heard: {} },
    {
      onData(event) {
        waiting.push(event as SyncEvent); // what the router yields
        wake();
      },
      onError(error) {
        errors.push(error);
        finish();
      },
      onComplete: () => finish(),
    },
  );
  return {
    errors,
    over,
    async next(): Promise<SyncEvent> {
      for (;;) {
        const event = waiting.shift();
        if (event) return event;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      subscription.unsubscribe();
    },
  };
}

/** What a stream begins with, and what the watch tells. */
function standingAt(cursor: Cursor | null): SyncEvent {
  const { version, stamp } = cursor ?? { version: 0, stamp: "" };
  return { kind: "changed", from: version, fromStamp: stamp, cursor: { version, stamp }, changes: null, device: null };
}
