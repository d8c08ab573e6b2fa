import { aClient, anEdit, aNote, aPractice, contentsOf, serverRows, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice, type TestTab } from "../testing/a-device.ts";
import type { Device } from "./device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";

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
  await exchange(typing, fence, 0);
  await exchange(tab.device, fence, 0);

  expect(await textOnServer()).toContain("first");
  expect(await textOnServer()).toContain("second");
  expect(await tab.device.box.outbox.count()).toBe(0);
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
  await exchange(tab.device, fence, 0);
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
