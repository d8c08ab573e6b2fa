import { aClient, aNote } from "@cliently/api/testing";
import { TRPCClientError } from "@trpc/client";
import { afterEach, expect, test, vi } from "vitest";

import { aDevice, type TestTab } from "../testing/a-device.ts";
import { canonicalRows } from "../testing/inside.ts";
import { aMemoryServer, type MemoryServer } from "../testing/memory-server.ts";
import { aTime, type Time } from "../testing/time.ts";
import { cacheState } from "./device.ts";
import { startEngine, type Engine } from "./engine.ts";
import { mutate } from "./mutate.ts";
import { ComeBack, SignedOut, Unacceptable } from "./surroundings.ts";
import { translated } from "./transport.ts";

type Tab = TestTab & { time: Time; engine: Engine; server: MemoryServer; persists: () => number };
const open: Tab[] = [];
afterEach(() => {
  for (const { engine, device } of open.splice(0)) {
    engine.stop();
    device.close();
  }
});

test("only our own server's words mean more than 'not reached'", () => {
  const said = (data: unknown, status: number, headers = {}) =>
    translated(
      Object.assign(new TRPCClientError("said"), {
        data,
        meta: { response: new Response(null, { status, headers }) },
      }),
    );
  expect(said({ code: "UNAUTHORIZED" }, 401)).toBeInstanceOf(SignedOut);
  for (const code of ["BAD_REQUEST", "PAYLOAD_TOO_LARGE", "PARSE_ERROR"])
    expect(said({ code }, 400)).toBeInstanceOf(Unacceptable);
  expect(said(undefined, 413)).toBeInstanceOf(Unacceptable);
  expect(said({ code: "SERVICE_UNAVAILABLE" }, 503, { "retry-after": "7" })).toMatchObject({ afterMs: 7_000 });
  for (const status of [200, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504]) {
    const meant = said(undefined, status);
    for (const kind of [SignedOut, Unacceptable, ComeBack]) expect(meant).not.toBeInstanceOf(kind);
  }
});

test("whoever says when to come again is not asked before", async () => {
  const tab = await aTab();
  await synced(tab);
  const { exchange } = tab.line;
  let asked = 0;
  tab.line.exchange = async () => {
    asked++;
    throw new ComeBack(90_000);
  };
  await mutate(tab.device, [aClient()]);
  await vi.waitFor(() => expect(tab.engine.state()).toEqual({ kind: "offline", waiting: 1 }));
  for (let second = 0; second < 89; second++) await passed(tab, 1_000);
  expect(asked).toBe(1);
  tab.line.exchange = exchange;
  for (let second = 0; second < 4; second++) await passed(tab, 1_000);
  await synced(tab);
});

test("a server that does not know a change yet is waited for, and not called offline", async () => {
  const tab = await aTab();
  await synced(tab);
  const { exchange } = tab.line;
  let isOld = true;
  tab.line.exchange = async (request) => {
    const mutations = request.mutations.map((mutation) => (isOld ? { ...mutation, name: "client.newer" } : mutation));
    return exchange({ ...request, mutations });
  };
  await mutate(tab.device, [aClient()]);
  await vi.waitFor(() => expect(tab.engine.state()).toEqual({ kind: "later", waiting: 1 }));
  isOld = false;
  tab.engine.syncNow();
  await synced(tab);
});

test("L19 only the server's own word that this very device was revoked is heard, and then nothing more is sent", async () => {
  const tab = await aTab();
  await synced(tab);
  const { exchange } = tab.line;
  await mutate(tab.device, [aClient()]);
  const own = (await tab.device.box.meta.get("device"))?.id;
  for (const answer of [{ revoked: crypto.randomUUID() }, { revoked: true }, "revoked", { code: "FORBIDDEN" }]) {
    tab.line.exchange = async () => answer;
    tab.engine.syncNow();
    await vi.waitFor(() => expect(tab.engine.state().kind).toBe("offline"));
  }
  expect((await canonicalRows(tab.device)).size + (await tab.device.box.outbox.count())).toBeGreaterThan(0);

  let asked = 0;
  tab.line.exchange = async () => {
    asked++;
    return { revoked: own };
  };
  tab.engine.syncNow();
  await vi.waitFor(() => expect(tab.engine.state()).toEqual({ kind: "revoked" }));
  tab.line.exchange = async (request) => {
    asked++;
    return exchange(request);
  };
  await mutate(tab.device, [aClient()]);
  tab.page.set({ isVisible: false });
  tab.page.set({ isVisible: true });
  for (let minute = 0; minute < 10; minute++) await passed(tab, 60_000);
  expect(asked).toBe(1);
  expect(tab.engine.state()).toEqual({ kind: "revoked" });
});

test("what the browser took from this device is remembered until somebody has read it", async () => {
  const tab = await aTab();
  await synced(tab);
  const { exchange } = tab.line;
  const evicted = { pending: 3, at: 1_790_000_000_000 };
  tab.line.exchange = async (request) => ({ ...((await exchange(request)) as object), evicted });
  await mutate(tab.device, [aClient()]);
  await synced(tab);
  tab.line.exchange = exchange;
  await mutate(tab.device, [aClient()]);
  await synced(tab);
  expect((await cacheState(tab.device.cache)).evicted).toEqual(evicted);
});

test("the browser is asked to keep what is here with the first thing that is written, and once", async () => {
  const tab = await aTab();
  await synced(tab);
  expect(tab.persists()).toBe(0);
  await mutate(tab.device, [aClient()]);
  await mutate(tab.device, [aClient()]);
  await synced(tab);
  expect(tab.persists()).toBe(1);
});

test("after sleep it asks at once, on a new stream", async () => {
  const tab = await aTab();
  await synced(tab);
  const { exchange, events } = tab.line;
  let [asked, streams] = [0, 0];
  tab.line.exchange = async (request) => {
    asked++;
    return exchange(request);
  };
  tab.line.events = (request, hear) => {
    streams++;
    return events(request, hear);
  };
  tab.page.set({ isVisible: false });
  tab.page.set({ isVisible: true });
  await vi.waitFor(() => expect([asked, streams]).toEqual([1, 1]));
});

test("L16 a clock that is wrong by years is put right; one that moved since the edit is not believed", async () => {
  const tab = await aTab(aTime(Date.now() - 10 * 365 * 86_400_000));
  await synced(tab);
  const sent: { madeAt: number; unsure?: boolean | undefined }[] = [];
  const { exchange } = tab.line;
  tab.line.exchange = async (request) => {
    sent.push(...request.mutations);
    return exchange(request);
  };
  await mutate(tab.device, [aClient()]);
  await synced(tab);
  expect(Math.abs((sent[0]?.madeAt ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(sent[0]?.unsure).toBeUndefined();

  // The clock is set while the change waits.
  tab.line.exchange = async () => Promise.reject(new Error("not reached"));
  const client = aClient();
  await mutate(tab.device, [client, aNote({ clientId: client.args.id, body: "x" })]);
  await vi.waitFor(() => expect(tab.engine.state().kind).toBe("offline"));
  sent.length = 0;
  tab.line.exchange = async (request) => {
    sent.push(...request.mutations);
    return exchange(request);
  };
  await passed(tab, 3_600_000);
  tab.page.set({ isVisible: false });
  tab.page.set({ isVisible: true });
  await synced(tab);
  expect(sent.map(({ unsure }) => unsure)).toEqual([true, true]);
});

async function aTab(time = aTime()): Promise<Tab> {
  const server = aMemoryServer();
  const tab = await aDevice(server, server).openTab(time);
  let persists = 0;
  const { line } = tab;
  const world = {
    ...tab.device.world,
    transport: {
      ...tab.device.world.transport,
      exchange: (request: Parameters<typeof line.exchange>[0]) => line.exchange(request),
      events: (...stream: Parameters<typeof line.events>) => line.events(...stream),
    },
    persist: async () => {
      persists++;
      return true;
    },
  };
  const device = { ...tab.device, world };
  const opened = { ...tab, device, time, server, engine: startEngine(device), persists: () => persists };
  open.push(opened);
  return opened;
}

function synced(tab: Tab): Promise<void> {
  return vi.waitFor(async () => {
    expect(tab.engine.state()).toEqual({ kind: "synced" });
    expect(await tab.device.box.outbox.count()).toBe(0);
  });
}

async function passed({ time }: Tab, ms: number): Promise<void> {
  time.pass(ms);
  for (let turn = 0; turn < 8; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
