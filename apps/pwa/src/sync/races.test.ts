import { aClient, anEdit, anId, aNote, aPractice, contentsOf, serverRows, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice, overDexie, type TestTab } from "../testing/a-device.ts";
import { canonicalRows, expectedRows, shownRows } from "../testing/inside.ts";
import { cacheState, type Device } from "./device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { paint } from "./view.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("L1 words typed while a batch is being made ready go with a later one", async () => {
  const { tab, fence, noteId, textOnServer } = await aNoteOnTheServer();
  await mutate(tab.device, [anEdit(noteId, "first")], { leaving: false });

  const typing = meanwhile(tab.device, () => mutate(tab.device, [anEdit(noteId, "second")], { leaving: false }));
  await exchange(typing, fence);
  await exchange(tab.device, fence);

  expect(await textOnServer()).toContain("first");
  expect(await textOnServer()).toContain("second");
  expect(await tab.device.box.outbox.count()).toBe(0);
  tab.device.close();
});

test("L5, L6 news that break off in the middle of being stored leave nothing behind, and come again", async () => {
  const { member, device, tab, fence, noteId } = await aNoteOnTheServer();
  const other = await device.openTab();
  const elsewhere = aDevice(practice, member);
  const laptop = await elsewhere.openTab();
  await exchange(laptop.device, await elsewhere.lead(laptop));
  await mutate(laptop.device, [aClient(), anEdit(noteId, "from the laptop")]);
  await exchange(laptop.device, await elsewhere.lead(laptop));

  const before = await canonicalRows(tab.device);
  const state = await cacheState(tab.device.cache);
  const cut = () => {
    throw new DOMException("the disk is gone", "UnknownError");
  };
  overDexie(tab.device).cache.meta.hook("updating", cut);
  await expect(exchange(tab.device, fence)).rejects.toThrow();
  expect(await canonicalRows(other.device)).toEqual(before);
  expect(await cacheState(other.device.cache)).toEqual(state);

  overDexie(tab.device).cache.meta.hook("updating").unsubscribe(cut);
  await exchange(tab.device, fence);
  expect(contentsOf(await canonicalRows(other.device))).toEqual(
    contentsOf(await serverRows(practice.services, member.accountId)),
  );
  for (const each of [tab, other, laptop]) each.device.close();
});

test("L1, L2 a profile that was copied goes on as another device, and nothing happens twice", async () => {
  const { member, tab, fence, noteId, textOnServer } = await aNoteOnTheServer();
  const twin = aDevice(practice, member);
  const copy = await twin.openTab();
  const twinFence = await twin.lead(copy);
  const meta = await tab.device.box.meta.get("device");
  if (meta) await copy.device.box.meta.put(meta);

  await mutate(tab.device, [anEdit(noteId, "by the first")]);
  await mutate(copy.device, [anEdit(noteId, "by the copy")], { rehearse: false });
  await mutate(copy.device, [anEdit(noteId, "once more")], { rehearse: false });
  await exchange(tab.device, fence);
  copy.line.weather = "doubled";
  for (let outcome = "more"; outcome === "more";) outcome = await exchange(copy.device, twinFence);

  expect((await copy.device.box.meta.get("device"))?.id).not.toBe(meta?.id);
  expect(await copy.device.box.outbox.count()).toBe(0);
  for (const words of ["by the first", "by the copy", "once more"])
    expect((await textOnServer()).split(words).length, `${words}, once`).toBe(2);
  tab.device.close();
  copy.device.close();
});

test("an answer that comes after the stream was begun anew decides nothing of the new one", async () => {
  const { tab, fence, noteId } = await aNoteOnTheServer();
  await mutate(tab.device, [anEdit(noteId, "waits")]);
  const { exchange: send } = tab.line;
  tab.line.exchange = async (request) => {
    const reply = await send(request);
    const meta = await tab.device.box.meta.get("device");
    if (meta) await tab.device.box.meta.put({ ...meta, id: anId() });
    return reply;
  };
  await exchange(tab.device, fence);
  expect(await tab.device.box.outbox.count()).toBe(1);
  tab.line.exchange = send;
  tab.device.close();
});

async function aNoteOnTheServer() {
  const member = await practice.somebodyElse();
  const device = aDevice(practice, member);
  const tab: TestTab = await device.openTab();
  const fence = await device.lead(tab);
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(tab.device, [client, note]);
  await exchange(tab.device, fence);
  const textOnServer = async () => JSON.stringify(contentsOf(await serverRows(practice.services, member.accountId)));
  return { member, device, tab, fence, noteId: note.args.id, textOnServer };
}

/** The same device, on which `work` happens right after the first waiting mutation was read. */
function meanwhile(device: Device, work: () => Promise<unknown>): Device {
  let done = false;
  return {
    ...device,
    sealer: {
      ...device.sealer,
      async open(place, sealed) {
        const value = await device.sealer.open(place, sealed);
        if (!done && place.startsWith("outbox")) {
          done = true;
          await work();
        }
        return value;
      },
    },
  };
}

test("L9 an edit that is painted again, because more was typed into it, does not cover what came after it", async () => {
  const device = aDevice(practice, await practice.somebodyElse());
  const { device: tab } = await device.openTab();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(tab, [client, note]);
  await mutate(tab, [anEdit(note.args.id, "first")], { leaving: false });
  await mutate(tab, [aClient()]);
  await mutate(tab, [anEdit(note.args.id, "second")], { leaving: false });
  await paint(tab);

  await paint(tab, 3);
  expect(await shownRows(tab)).toEqual(await expectedRows(tab));
  tab.close();
});
