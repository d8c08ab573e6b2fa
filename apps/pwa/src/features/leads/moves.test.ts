import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { undecided } from "@cliently/api/domain/undecided";
import { aClient, aConsent, aNote, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { Device } from "../../sync/device.ts";
import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { readRow, readRows } from "../../sync/read-row.ts";
import { findUndecided } from "../../sync/undecided.ts";
import { aDevice } from "../../testing/a-device.ts";
import { clientSince, type Lead } from "./columns.ts";
import { becomesClient, isNotAFit, movedTo, undone } from "./moves.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("two devices move a lead at once: it stands at one stage, and the other is offered for a decision", async () => {
  await using both = await twoDevices();
  const { phone, laptop } = both;
  await phone.does(movedTo(await phone.lead(), "contacted"));
  await laptop.does(movedTo(await laptop.lead(), "waitlist"));
  await both.meet();

  const [here, there] = [await phone.lead(), await laptop.lead()];
  expect(here).toEqual(there);
  expect([here.status, undecided(here)[0]?.value].toSorted()).toEqual(["contacted", "waitlist"]);
  for (const { device } of [phone, laptop]) expect(await findUndecided(device.cache)).toHaveLength(1);
});

test("two devices make a lead a client at once: there is one client, and nothing to decide", async () => {
  await using both = await twoDevices();
  const { phone, laptop } = both;
  await phone.does(becomesClient(await phone.lead()));
  await laptop.does(becomesClient(await laptop.lead()));
  await both.meet();

  for (const { device, lead } of [phone, laptop]) {
    expect(await findUndecided(device.cache)).toEqual([]);
    expect(await readRows(device, "client", { all: true })).toHaveLength(1);
    expect(await lead()).toMatchObject({ status: "active", nextAction: "", nextActionOn: null });
    expect(clientSince(await lead())).not.toBeNull();
  }
});

test("a lead becomes a client here while their record is written on there: both stand", async () => {
  await using both = await twoDevices();
  const { phone, laptop } = both;
  const over = overOf(await laptop.lead(), "leadNotes");
  await phone.does(becomesClient(await phone.lead()));
  const changes = { leadNotes: { value: "Prefers mornings.", over } };
  await laptop.does({ name: "client.change", args: { id: both.id, changes } });
  await both.meet();

  for (const { device, lead } of [phone, laptop]) {
    expect(await lead()).toMatchObject({ status: "active", leadNotes: "Prefers mornings." });
    expect(await findUndecided(device.cache)).toEqual([]);
  }
});

test("a lead who becomes a client brings their notes, consents, tags and contacts", async () => {
  await using both = await twoDevices();
  const { phone, laptop, id } = both;
  await phone.does(aNote({ clientId: id, body: "first call" }), aConsent(id, "data"));
  await phone.does(becomesClient(await phone.lead()));
  await both.meet();

  const { device } = laptop;
  expect(await readRows(device, "note", { list: "clientId", value: id })).toHaveLength(1);
  expect(await readRows(device, "consent", { list: "clientId", value: id })).toHaveLength(1);
  expect(await laptop.lead()).toMatchObject({ source: "Website", tags: { evenings: { on: true } } });
  expect(Object.values((await laptop.lead()).contacts ?? {})).toMatchObject([{ value: "0555" }]);
});

test("becoming a client is taken back with the next step that stood there, and leaves nothing to decide", async () => {
  await using both = await twoDevices();
  const { phone } = both;
  const before = await phone.lead();
  const act = becomesClient(before);
  await phone.does(act);
  await phone.does(undone(act, before, await phone.lead()));

  const { status, nextAction, nextActionOn, lost } = await phone.lead();
  expect({ status, nextAction, nextActionOn, lost }).toEqual({
    status: "inquiry",
    nextAction: "Call back",
    nextActionOn: "2026-03-10",
    lost: [],
  });
});

test("what another device did in the meantime is not taken back unseen", async () => {
  await using both = await twoDevices();
  const { phone, laptop } = both;
  const before = await phone.lead();
  const act = isNotAFit(before, "Looks for a group");
  await phone.does(act);
  const after = await phone.lead();
  await both.meet();
  await laptop.does(movedTo(await laptop.lead(), "waitlist"));
  await both.meet();
  await phone.does(undone(act, before, after));
  await both.meet();

  for (const { device, lead } of [phone, laptop]) {
    expect([(await lead()).status, undecided(await lead())[0]?.value].toSorted()).toEqual(["inquiry", "waitlist"]);
    expect(await findUndecided(device.cache)).toHaveLength(1);
  }
});

async function twoDevices() {
  const member = await practice.somebodyElse();
  const lead = aClient({
    givenName: "Sorrel",
    status: "inquiry",
    source: "Website",
    nextAction: "Call back",
    nextActionOn: "2026-03-10",
    tags: ["evenings"],
    contacts: { "0195a000-0000-7000-8000-000000000001": { kind: "phone", label: "Work", value: "0555" } },
  });
  const { id } = lead.args;
  const [phone, laptop] = [await open(member, id), await open(member, id)];
  await phone.does(lead);
  const meet = async () => {
    for (const { sync } of [phone, laptop, phone]) await sync();
  };
  await meet();
  return {
    id,
    phone,
    laptop,
    meet,
    async [Symbol.asyncDispose]() {
      for (const { device } of [phone, laptop]) device.close();
    },
  };
}

async function open(member: Awaited<ReturnType<Practice["somebodyElse"]>>, id: string) {
  const profile = aDevice(practice, member);
  const tab = await profile.openTab();
  const fence = await profile.lead(tab);
  const device: Device = tab.device;
  return {
    device,
    does: (...acts: Act[]) => mutate(device, acts),
    lead: async () => (await readRow(device, "client", id)) as Lead, // added above
    async sync() {
      for (let outcome = "more"; outcome === "more";) outcome = await exchange(device, fence);
    },
  };
}
