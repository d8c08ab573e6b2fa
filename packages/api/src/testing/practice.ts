import { randomBytes } from "node:crypto";

import { actAs } from "@cliently/db";
import { testDatabase, type TestDatabase } from "@cliently/db/testing";

import { openAccounts } from "../account/account.ts";
import type { Assistant } from "../assistant/assistant.ts";
import type { Context, Services } from "../context.ts";
import { appRouter } from "../router.ts";
import { makeBus } from "../sync/bus.ts";
import { postgresStorage } from "../sync/postgres-storage.ts";
import { anId } from "./builders.ts";

/** A server without its sockets, over a real database of its own. */
export type Practice = Member &
  AsyncDisposable & {
    database: TestDatabase;
    services: Services;
    /** Somebody else's account on the same server. */
    somebodyElse(): Promise<Member>;
    /** Begins the server's end, as a stop signal does. */
    drain(): void;
  };

/** Somebody who is signed in, and what they may call. */
export type Member = { accountId: string; sessionId: string; caller: ReturnType<typeof appRouter.createCaller> };

type Wishes = {
  clock?: () => number;
  /** Whoever writes summaries; by default nobody does. */
  assistant?: (services: Omit<Services, "assistant">) => Assistant;
  connections?: number;
};

/** A fresh account, signed in, on a server with a real database. */
export async function aPractice({
  clock = Date.now,
  assistant = () => silentAssistant,
  connections = 5,
}: Wishes = {}): Promise<Practice> {
  const database = await testDatabase({ connections });
  const { db, keys, secrets } = database;
  const stop = new AbortController();
  const account = await openAccounts({ db, keys, secrets, clock, random: randomBytes, offersDemo: false });
  const storage = postgresStorage({ db, keys });
  const parts = {
    db,
    keys,
    storage,
    bus: makeBus(),
    account,
    clock,
    random: randomBytes,
    log: () => {},
    draining: stop.signal,
  };
  const services: Services = { ...parts, assistant: assistant(parts) };
  const joins = () => aMember(services);

  return {
    ...(await joins()),
    database,
    services,
    somebodyElse: joins,
    drain: () => stop.abort(),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await services.assistant.drain();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** An account as signing up leaves it, but for the slow hash of a password. */
export async function aMember(services: Services): Promise<Member> {
  const { db, keys } = services;
  const accountId = anId();
  const sessionId = randomBytes(32).toString("hex");
  const now = Date.now();
  const at = new Date(now);
  await actAs(db, accountId, async (tx) => {
    const known = {
      accountId,
      emailIndex: randomBytes(32),
      passwordHash: "-",
      policyVersion: "1",
      policyAgreedAt: at,
      adultAt: at,
      createdAt: at,
    };
    await tx.account.create({ data: { ...known, keyVersion: 1, sealed: new Uint8Array() } });
    const key = await keys.create(tx, accountId, at);
    const sealed = key.sealJson("account", accountId, { email: "somebody@example.invalid", name: "Somebody" });
    await tx.account.update({ where: { accountId }, data: { sealed } });
    await tx.session.create({
      data: {
        accountId,
        id: sessionId,
        createdAt: at,
        expiresAt: new Date(now + 86_400_000),
        endsAt: new Date(now + 86_400_000),
      },
    });
  });
  const session = { accountId, sessionId };
  return { ...session, caller: appRouter.createCaller(contextOf(services, session)) };
}

export function contextOf(services: Services, session: Context["session"]): Context {
  return {
    services,
    session,
    cookies: { get: () => undefined, set() {}, clear() {} },
    requestId: "test",
    ip: "127.0.0.1",
  };
}

const silentAssistant: Assistant = {
  facts: { provider: "nobody", model: "none", label: "nobody", leavesServer: false },
  requested() {},
  stopped() {},
  wordsSince: async () => [],
  sweep: async () => {},
  drain: async () => {},
};
