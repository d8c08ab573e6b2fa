import { aClient, anEdit, aNote, aPractice, contentsOf, serverRows, type Practice } from "@cliently/api/testing";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";

import { aDevice, overDexie, type TestDevice, type TestTab } from "../testing/a-device.ts";
import { canonicalRows, shownRows } from "../testing/inside.ts";
import { aTime, type Time } from "../testing/time.ts";
import { draftPlace } from "../local/row-parts.ts";
import { cacheState, leaderLock } from "./device.ts";
import { startEngine, type Engine } from "./engine.ts";
import { mutate } from "./mutate.ts";
import { SignedOut } from "./surroundings.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

type Tab = TestTab & { time: Time; engine: Engine; asked: () => number };
const open: Tab[] = [];
afterEach(() => {
  for (const tab of open.splice(0)) stop(tab);
});

test("a note written offline on the phone appears on the laptop", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [await aTab(aDevice(practice, member)), await aTab(aDevice(practice, member))];
  await synced(phone, laptop);

  phone.line.weather = "request-lost";
  const client = aClient({ givenName: "Wanda" });
  await mutate(phone.device, [client]);
  await mutate(phone.device, [aNote({ clientId: client.args.id, body: "slept better" })]);
  await state(phone, { kind: "offline", waiting: 2 });

  phone.line.weather = "fine";
  phone.page.set({ isOnline: false });
  phone.page.set({ isOnline: true });
  await synced(phone);
  await vi.waitFor(async () => expect(await contents(laptop)).toContain("slept better"));
  expect(await contents(laptop)).toContain("Wanda");
});

test("L7 what comes in the middle of an exchange is there after it", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [await aTab(aDevice(practice, member)), await aTab(aDevice(practice, member))];
  await synced(phone, laptop);

  const answer = answersLate(phone);
  phone.engine.syncNow();
  await vi.waitFor(() => expect(answer.held()).toBe(1));
  await mutate(laptop.device, [aClient({ givenName: "Meanwhile" })]);
  await synced(laptop);
  answer.release();

  await vi.waitFor(async () => expect(await contents(phone)).toContain("Meanwhile"));
});

test("a captive portal, an empty page and half an answer are 'not reached', never news", async () => {
  const phone = await aTab(aDevice(practice, await practice.somebodyElse()));
  await mutate(phone.device, [aClient()]);
  await synced(phone);
  const before = await canonicalRows(phone.device);
  const { exchange } = phone.line;

  for (const answer of [
    "<html>Welcome to Airport Wi-Fi</html>",
    "",
    null,
    {},
    { results: [], changes: [], more: false },
  ]) {
    phone.line.exchange = async () => answer;
    await mutate(phone.device, [aClient()]);
    phone.engine.syncNow();
    await vi.waitFor(() => expect(phone.engine.state().kind).toBe("offline"));
  }
  expect(await canonicalRows(phone.device)).toEqual(before);
  expect(await phone.device.box.outbox.count()).toBe(5);

  phone.line.exchange = exchange;
  phone.engine.syncNow();
  await synced(phone);
});

test("a server that is away is asked less and less, at most about once a minute, and at once when looked at", async () => {
  const phone = await aTab(aDevice(practice, await practice.somebodyElse()));
  await synced(phone);
  phone.line.weather = "request-lost";
  const before = phone.asked();
  await mutate(phone.device, [aClient()]);
  await state(phone, { kind: "offline", waiting: 1 });
  for (let second = 0; second < 1_800; second++) {
    phone.time.pass(1_000);
    await settled();
  }
  const asked = phone.asked() - before;
  expect(asked).toBeGreaterThan(20);
  expect(asked).toBeLessThan(200);

  phone.line.weather = "fine";
  phone.page.set({ isVisible: false });
  phone.page.set({ isVisible: true });
  await synced(phone);
});

test("a session that has ended pauses and keeps everything; the same person signs in and it all arrives", async () => {
  const member = await practice.somebodyElse();
  const phone = await aTab(aDevice(practice, member));
  await synced(phone);
  const { exchange } = phone.line;
  phone.line.exchange = async () => {
    throw new SignedOut();
  };
  for (let count = 0; count < 3; count++) await mutate(phone.device, [aClient({ givenName: `Kept${count}` })]);
  await state(phone, { kind: "signed-out", waiting: 3 });
  const asked = phone.asked();
  phone.time.pass(10 * 60_000);
  await settled();
  expect(phone.asked()).toBe(asked);

  phone.line.exchange = exchange;
  phone.engine.signedInAgain();
  await synced(phone);
  const server = JSON.stringify(contentsOf(await serverRows(practice.services, member.accountId)));
  for (const name of ["Kept0", "Kept1", "Kept2"]) expect(server).toContain(name);
});

test("L18 a tab that is looked at takes the lead from a frozen one, and the thawed one changes nothing", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const frozen = await aTab(device);
  await synced(frozen);
  const looked = await aTab(device);
  await vi.waitFor(() => expect(looked.engine.state().kind).toBe("synced"));

  const answer = answersLate(frozen); // and its time stands still from now on
  await mutate(looked.device, [aClient({ givenName: "Urgent" })]);
  await vi.waitFor(() => expect(answer.held()).toBe(1));
  for (let second = 0; second < 10; second++) {
    looked.time.pass(1_000);
    await settled();
  }
  await synced(looked);
  expect(await contents(looked)).toContain("Urgent");
  await mutate(looked.device, [aClient({ givenName: "After" })]);
  await synced(looked);

  const before = await canonicalRows(looked.device);
  const { cursor } = await cacheState(looked.device.cache);
  answer.release();
  await settled();
  await vi.waitFor(() => expect(answer.done()).toBe(1));
  for (let turn = 0; turn < 20; turn++) await settled();
  expect(answer.held(), "the thawed one does not speak to the server any more").toBe(1);
  expect(await canonicalRows(looked.device)).toEqual(before);
  expect((await cacheState(looked.device.cache)).cursor).toEqual(cursor);
});

test("what the disk refuses goes straight to the server, and the person is told until the disk takes something again", async () => {
  const member = await practice.somebodyElse();
  const phone = await aTab(aDevice(practice, member));
  await synced(phone);
  let isFull = true;
  overDexie(phone.device).box.outbox.hook("creating", () => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
  });

  const straight = await mutate(phone.device, [aClient({ givenName: "Straight" })]);
  expect(straight.on).toBe("server");
  expect(phone.engine.state()).toEqual({ kind: "not-saved" });
  await vi.waitFor(async () => expect(await contents(phone)).toContain("Straight"));

  phone.line.weather = "request-lost";
  await expect(mutate(phone.device, [aClient()])).rejects.toThrow();
  expect(phone.engine.state()).toEqual({ kind: "not-saved" });

  phone.line.weather = "fine";
  isFull = false;
  expect((await mutate(phone.device, [aClient({ givenName: "Kept" })])).on).toBe("device");
  phone.engine.syncNow();
  await synced(phone);
  const server = JSON.stringify(contentsOf(await serverRows(practice.services, member.accountId)));
  for (const name of ["Straight", "Kept"]) expect(server).toContain(name);
});

test("on a disk that refuses one is still asked to sign in, because the words have no other way left", async () => {
  const phone = await aTab(aDevice(practice, await practice.somebodyElse()));
  await synced(phone);
  overDexie(phone.device).box.outbox.hook("creating", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  phone.line.exchange = () => Promise.reject(new SignedOut());
  await expect(mutate(phone.device, [aClient()])).rejects.toThrow();
  await state(phone, { kind: "not-saved" });
  phone.engine.syncNow();
  await state(phone, { kind: "signed-out", waiting: 0 });
});

test("L1 what is committed is committed, even when the screen cannot follow", async () => {
  const phone = await aTab(aDevice(practice, await practice.somebodyElse()));
  await synced(phone);
  phone.device.cache.close();
  expect((await mutate(phone.device, [aClient()])).on).toBe("device");
  expect(await phone.device.box.outbox.count()).toBe(1);
});

test("L8 what the disk did not let be painted is painted a moment later, with no network", async () => {
  const phone = await aTab(aDevice(practice, await practice.somebodyElse()));
  await synced(phone);
  phone.line.weather = "request-lost";
  let isRefusing = true;
  overDexie(phone.device).cache.view.hook("creating", () => {
    if (isRefusing) throw new DOMException("full", "QuotaExceededError");
  });
  await mutate(phone.device, [aClient()]);
  expect((await shownRows(phone.device)).size).toBe(0);

  isRefusing = false;
  phone.time.pass(2_000);
  await vi.waitFor(async () => expect((await shownRows(phone.device)).size).toBe(1));
});

test("when the leading tab is closed another goes on", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const [first, second] = [await aTab(device), await aTab(device)];
  await synced(first, second);
  stop(first);
  await mutate(second.device, [aClient()]);
  await synced(second);
  expect(second.asked()).toBeGreaterThan(0);
});

test("what was typed in a tab that died goes up, and a draft that cannot be read hinders nothing", async () => {
  const member = await practice.somebodyElse();
  const device = aDevice(practice, member);
  const dying = await device.openTab(aTime());
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(dying.device, [client, note]);
  const { box, sealer, tab } = dying.device;
  const { update } = anEdit(note.args.id, "never committed").args;
  const sealed = await sealer.seal(draftPlace(note.args.id, tab), { update });
  await box.draft.bulkPut([
    { noteId: client.args.id, tab: "long gone", at: 0, sealed: new Uint8Array(40) },
    { noteId: note.args.id, tab, at: 0, sealed },
  ]);
  dying.device.close();

  const next = await aTab(device);
  await synced(next);
  await vi.waitFor(async () =>
    expect(JSON.stringify(contentsOf(await serverRows(practice.services, member.accountId)))).toContain(
      "never committed",
    ),
  );
  expect(await next.device.box.draft.count()).toBe(1);
});

test("a tab that comes in the middle of a summary shows it from its first word", async () => {
  const member = await practice.somebodyElse();
  const device = aDevice(practice, member);
  const leader = await aTab(device);
  await synced(leader);
  const summary = crypto.randomUUID();
  const say = (offset: number, text: string) =>
    practice.services.bus.publish(member.accountId, { kind: "words", summary, offset, text });

  say(0, "She slept ");
  await vi.waitFor(() => expect(leader.engine.words.of(summary)).toBe("She slept "));
  const late = await aTab(device);
  say(10, "better ");
  say(10, "better ");
  say(17, "this week.");
  for (const tab of [leader, late])
    await vi.waitFor(() => expect(tab.engine.words.of(summary)).toBe("She slept better this week."));
});

test("while nobody leads, tabs that want to sync do not shout at each other for ever", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const { device: silent } = await device.openTab();
  const lets = new AbortController();
  void silent.world.locks
    .hold(
      leaderLock(silent.accountId, silent.cache.version),
      { steal: false, signal: lets.signal },
      () => new Promise(() => {}),
    )
    .catch(() => {});
  const [one] = [await aTab(device), await aTab(device)];
  await settled();
  const heard: unknown[] = [];
  const ear = silent.world.openChannel(`cliently-${silent.cache.version}-${silent.accountId}`);
  ear.hear((message) => heard.push(message));

  one.engine.syncNow();
  for (let turn = 0; turn < 20; turn++) await settled();
  expect(heard.filter((message) => JSON.stringify(message).includes("sync-now"))).toHaveLength(1);
  ear.close();
  silent.close();
});

// ── helpers ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function aTab(device: TestDevice): Promise<Tab> {
  const time = aTime();
  const tab = await device.openTab(time);
  let asked = 0;
  const { transport } = tab.device.world;
  const world = {
    ...tab.device.world,
    transport: {
      ...transport,
      exchange: async (request: Parameters<typeof transport.exchange>[0]) => {
        asked++;
        return tab.line.exchange(request);
      },
    },
  };
  const withTime = { ...tab, device: { ...tab.device, world } };
  const opened = { ...withTime, time, engine: startEngine(withTime.device), asked: () => asked };
  open.push(opened);
  return opened;
}

function stop({ engine, device }: Tab): void {
  engine.stop();
  device.close();
}

/** From now on the answers to a tab's exchanges are held back until they are released. */
function answersLate(tab: Tab) {
  const { exchange } = tab.line;
  let held = 0;
  let done = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  tab.line.exchange = async (request) => {
    held++;
    const reply = await exchange(request);
    await released;
    done++;
    return reply;
  };
  return { held: () => held, done: () => done, release };
}

async function synced(...tabs: Tab[]): Promise<void> {
  for (const tab of tabs)
    await vi.waitFor(async () => {
      expect(tab.engine.state()).toEqual({ kind: "synced" });
      expect(await tab.device.box.outbox.count()).toBe(0);
    });
}

function state({ engine }: Tab, expected: ReturnType<Engine["state"]>): Promise<void> {
  return vi.waitFor(() => expect(engine.state()).toEqual(expected));
}

/** Until everything that was begun without a timer of the tab has had its turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

async function contents({ device }: Tab): Promise<string> {
  return JSON.stringify(contentsOf(await shownRows(device)));
}
