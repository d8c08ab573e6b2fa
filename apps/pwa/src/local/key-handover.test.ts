import { randomUUID } from "node:crypto";

import { afterEach, expect, test } from "vitest";

import { openKeyHandover, type KeyHolder } from "./key-handover.ts";

const KEY = new Uint8Array(32).fill(7);

const handover = openKeyHandover(() => new BroadcastChannel("keys"));
const open: KeyHolder[] = [];
afterEach(() => open.splice(0).forEach((holder) => holder.stop()));

/** An open practice in a tab of the account. `lock`: what it does when it is to go behind its lock; at once when absent. */
function aTab(accountId: string, { lock }: { lock?: () => Promise<boolean> } = {}) {
  const tab = { isHandedOver: false, isLocked: false, holder: undefined as unknown as KeyHolder }; // set right below
  tab.holder = handover.answer(accountId, KEY, {
    isHandedOver: () => tab.isHandedOver,
    async lock() {
      if (lock && !(await lock())) return false;
      tab.isLocked = true;
      tab.holder.stop();
      return true;
    },
    signedOut: () => {},
  });
  open.push(tab.holder);
  return tab;
}

test("a fresh tab gets the key from an open one, and from none that a client has", async () => {
  const account = randomUUID();
  const tab = aTab(account);
  expect(await handover.ask(account)).toEqual(KEY);
  tab.isHandedOver = true;
  expect(await handover.ask(account)).toBeUndefined();
  expect(await handover.ask(randomUUID())).toBeUndefined();
});

test("the device is handed over once every other tab of the account has kept its words and closed the records", async () => {
  const account = randomUUID();
  let kept = false;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    kept = true;
    return true;
  };
  const [here, other, writing] = [aTab(account), aTab(account), aTab(account, { lock: slow })];
  const strangers = aTab(randomUUID());
  here.isHandedOver = true;
  expect(await here.holder.lockOthers()).toBe("locked");
  expect([kept, other.isLocked, writing.isLocked]).toEqual([true, true, true]);
  expect([here.isLocked, strangers.isLocked]).toEqual([false, false]);
});

test("a tab whose words would be lost stays as it is, and the device is not handed over", async () => {
  const account = randomUUID();
  const [here, writing] = [aTab(account), aTab(account, { lock: async () => false })];
  here.isHandedOver = true;
  expect(await here.holder.lockOthers()).toBe("has-words");
  expect(writing.isLocked).toBe(false);
  expect(await handover.ask(account)).toEqual(KEY);
});

test("a tab in which a client answers stands against whatever another tab would do with the records", async () => {
  const account = randomUUID();
  const [here, clients] = [aTab(account), aTab(account)];
  clients.isHandedOver = true;
  expect(await clients.holder.lockOthers()).toBe("locked");
  const opened = aTab(account); // by the password
  expect(await opened.holder.lockOthers()).toBe("has-words");
  expect([here.isLocked, clients.isLocked]).toEqual([true, false]);
});

test("a tab that does not close the records keeps the device from being handed over", async () => {
  const account = randomUUID();
  const here = aTab(account);
  aTab(account, { lock: () => new Promise(() => {}) });
  here.isHandedOver = true;
  expect(await here.holder.lockOthers()).toBe("no-answer");
});

test("a tab that asks while a hand-over fails is heard once it has failed", async () => {
  const account = randomUUID();
  const here = aTab(account);
  here.isHandedOver = true;
  const asked = handover.ask(account);
  await new Promise((resolve) => setTimeout(resolve, 50)); // heard by now, and not answered
  here.isHandedOver = false;
  here.holder.again();
  expect(await asked).toEqual(KEY);
});

test("what a client had and gave back answers again, and the tabs behind their locks hear of it", async () => {
  const account = randomUUID();
  const [here, other] = [aTab(account), aTab(account)];
  here.isHandedOver = true;
  await here.holder.lockOthers();
  const heard = new Promise<void>((resolve) => {
    const stop = handover.onNews(account, () => {
      stop();
      resolve();
    });
  });
  here.isHandedOver = false;
  here.holder.again();
  await heard;
  expect(other.isLocked).toBe(true);
  expect(await handover.ask(account)).toEqual(KEY);
  // And it shows records again: whoever is handed over next waits for it.
  const next = aTab(account);
  next.isHandedOver = true;
  expect(await next.holder.lockOthers()).toBe("locked");
  expect(here.isLocked).toBe(true);
});
