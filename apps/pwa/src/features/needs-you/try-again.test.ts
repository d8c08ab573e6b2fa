import { overOf } from "@cliently/api/domain/field";
import { isUndecided, undecided } from "@cliently/api/domain/undecided";
import { aClient, aNote, anEdit, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { actOf } from "../../sync/act-of.ts";
import type { Device } from "../../sync/device.ts";
import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { readRow } from "../../sync/read-row.ts";
import { seenNow } from "../../sync/seen.ts";
import { findUndecided } from "../../sync/undecided.ts";
import { aDevice } from "../../testing/a-device.ts";
import { rebased } from "./try-again.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("what is tried again goes on top of what is there now, so that it takes the place and nothing is left to decide", async () => {
  const { laptop, client } = await twoDevices();
  const { id } = client.args;
  const change = (value: string) =>
    ({ name: "client.change", args: { id, changes: { phone: { value, over: null } } } }) as const;
  await mutate(laptop.device, [await rebased(laptop.device, change("0222"))]);
  await mutate(laptop.device, [await rebased(laptop.device, change("0111"))]);

  const row = await readRow(laptop.device, "client", id);
  expect(row?.phone).toBe("0111");
  expect(row?.lost).toEqual([]);
  laptop.device.close();
});

test("two versions of a field wait for a decision on both devices until one of them has decided", async () => {
  const { laptop, phone, client } = await twoDevices();
  const { id } = client.args;
  const held = await readRow(phone.device, "client", id);
  const over = held && overOf(held, "phone");
  const change = (value: string) =>
    ({ name: "client.change", args: { id, changes: { phone: { value, over } } } }) as const;
  await mutate(phone.device, [change("0111")]);
  await mutate(laptop.device, [change("0222")]);
  for (const { sync } of [phone, laptop, phone]) await sync();

  for (const { device } of [phone, laptop]) expect(await findUndecided(device.cache)).toEqual([{ noun: "client", id }]);
  const row = await readRow(phone.device, "client", id);
  const [lost] = row ? undecided(row) : [];
  await mutate(phone.device, [{ name: "client.settle", args: { id, field: "phone", mid: lost?.mid ?? "" } }]);
  expect(await findUndecided(phone.device.cache)).toEqual([]);
  for (const { sync } of [phone, laptop]) await sync();
  expect(await findUndecided(laptop.device.cache)).toEqual([]);
  phone.device.close();
  laptop.device.close();
});

test("a deletion has seen what was typed on this device a moment before, and not what another one wrote", async () => {
  const { laptop, phone, note } = await twoDevices();
  const { id } = note.args;
  await mutate(phone.device, [anEdit(id, "one more thing")], { leaving: false });
  const remove = async (device: Device) =>
    mutate(device, [{ name: "note.delete", args: { id, seen: await seenNow(device, "note", id) } }]);
  await remove(phone.device);
  expect((await readRow(phone.device, "note", id))?.deletedAt).not.toBeNull();

  await mutate(laptop.device, [anEdit(id, "not seen by the phone")]);
  for (const { sync } of [phone, laptop, phone]) await sync();
  for (const { device } of [phone, laptop]) {
    const row = await readRow(device, "note", id);
    expect(row?.deletedAt).toBeNull();
    expect(row && isUndecided(row)).toBe(true);
  }
  phone.device.close();
  laptop.device.close();
});

test("what a newer build wrote, or was never a mutation, is kept and not tried", () => {
  const aside = { mid: "m", at: 1, status: "refused" as const, reason: "by-newer-rule", args: { id: "x" } };
  expect(actOf({ ...aside, name: "client.tag", v: 99 })).toBeUndefined();
  expect(actOf({ ...aside, name: "client.sing", v: 1 })).toBeUndefined();
});

async function twoDevices() {
  const member = await practice.somebodyElse();
  const client = aClient({ phone: "0000" });
  const note = aNote({ clientId: client.args.id, body: "first" });
  const [phone, laptop] = [await open(member), await open(member)];
  await mutate(phone.device, [client, note]);
  await phone.sync();
  await laptop.sync();
  return { phone, laptop, client, note };
}

async function open(member: Awaited<ReturnType<Practice["somebodyElse"]>>) {
  const profile = aDevice(practice, member);
  const tab = await profile.openTab();
  const fence = await profile.lead(tab);
  const sync = async () => {
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, fence);
  };
  return { device: tab.device, sync };
}
