import { randomUUID } from "node:crypto";

import { aClient, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";

import { openKeyHandover, type KeyHolder } from "../../local/key-handover.ts";
import { mutate } from "../../sync/mutate.ts";
import { aDevice, KEY } from "../../testing/a-device.ts";
import { whatWaits, whyNotSignedOut } from "./what-waits.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

const handover = openKeyHandover(() => new BroadcastChannel("keys of those who sign out"));
const open: KeyHolder[] = [];
afterEach(() => open.splice(0).forEach((holder) => holder.stop()));

test("what is written in another tab after the question is not thrown away unasked", async () => {
  const { device, holder, account, other } = await twoTabs();
  const told = await whatWaits(device.box);
  expect(told.size).toBe(0);
  other.types();
  expect(await whyNotSignedOut({ device, holder, told })).toBe("more-waits");
  expect((await whatWaits(device.box)).size, "kept when its tab closed").toBe(1);
  expect(await handover.ask(account), "and that tab comes back").toEqual(KEY);

  const known = await whatWaits(device.box);
  expect(await whyNotSignedOut({ device, holder, told: known })).toBeUndefined();
});

test("as much as was told of is not the same as what was told of", async () => {
  const { device, holder, other } = await twoTabs();
  await mutate(device, [aClient()]);
  const told = await whatWaits(device.box);
  await device.box.outbox.clear(); // it is on the server by now
  other.types();
  expect(await whyNotSignedOut({ device, holder, told })).toBe("more-waits");
});

test("whoever keeps what waits sealed here may leave with more of it, and nobody comes in meanwhile", async () => {
  const { device, holder, account, other } = await twoTabs();
  other.types();
  expect(await whyNotSignedOut({ device, holder, told: undefined })).toBeUndefined();
  expect(await handover.ask(account)).toBeUndefined();
});

test("nobody is signed out over words of another tab that are nowhere else", async () => {
  const { device, holder, other } = await twoTabs();
  other.stays = true;
  expect(await whyNotSignedOut({ device, holder, told: undefined })).toBe("has-words");
});

test("a tab that does not answer stands against removing the records, not against leaving them sealed", async () => {
  const { device, holder, other } = await twoTabs();
  other.hangs = true;
  expect(await whyNotSignedOut({ device, holder, told: await whatWaits(device.box) })).toBe("no-answer");
  expect(await whyNotSignedOut({ device, holder, told: undefined })).toBeUndefined();
});

/** The tab in which somebody signs out, and another one that keeps what is typed in it before it closes. */
async function twoTabs() {
  const account = randomUUID();
  const here = aDevice(practice, await practice.somebodyElse());
  const { device } = await here.openTab();
  const { device: written } = await here.openTab();
  let isTyped = false;
  const other = { stays: false, hangs: false, types: () => void (isTyped = true) };
  const holder = handover.answer(account, KEY, {
    isHandedOver: () => false,
    lock: async () => expect.unreachable("who signs out does not send themselves away"),
    signedOut: () => {},
  });
  const others = handover.answer(account, KEY, {
    isHandedOver: () => false,
    async lock() {
      if (other.stays) return false;
      if (other.hangs) return new Promise(() => {});
      if (isTyped) await mutate(written, [aClient()]);
      others.stop();
      return true;
    },
    signedOut: () => {},
  });
  open.push(holder, others);
  return { device, holder, account, other };
}
