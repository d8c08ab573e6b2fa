import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { phq9 } from "@cliently/api/domain/measurement/instruments";
import { needsFollowUp, scoreOf, statusBefore } from "@cliently/api/domain/measurement/score";
import { undecided } from "@cliently/api/domain/undecided";
import { aClient, anId, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice, type TestDevice, type TestTab } from "../testing/a-device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { readRow } from "./read-row.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

test("one half answered offline on each of two devices makes a whole measure on both", async () => {
  const { phone, laptop, id } = await twoDevices();
  for (const item of ["2", "3", "4", "5"]) await answers(phone, id, item, 2);
  for (const item of ["6", "7", "8", "9"]) await answers(laptop, id, item, 1);
  for (const seat of [phone, laptop, phone]) await settled(seat);

  for (const seat of [phone, laptop]) {
    const measurement = await measurementOn(seat, id);
    expect(measurement.lost).toEqual([]);
    expect(scoreOf(phq9, measurement.answers)).toMatchObject({ kind: "scored", total: 13, unanswered: [] });
  }
});

test("one item answered differently on two devices keeps both answers, and item 9 is not passed over whichever is later", async () => {
  for (const higher of ["phone", "laptop"] as const) {
    const { phone, laptop, id } = await twoDevices();
    await answers(phone, id, "9", higher === "phone" ? 2 : 0);
    await answers(laptop, id, "9", higher === "laptop" ? 2 : 0);
    for (const seat of [phone, laptop, phone]) await settled(seat);

    for (const seat of [phone, laptop]) {
      const measurement = await measurementOn(seat, id);
      const lost = undecided(measurement).map(({ value }) => value);
      expect([measurement.answers?.["9"], ...lost].toSorted()).toEqual([0, 2]);
      expect(needsFollowUp(measurement)).toBe(true);
    }
  }
});

test("the same answer on two devices, and both finishing it, asks nobody to decide", async () => {
  const { phone, laptop, id } = await twoDevices();
  for (const seat of [phone, laptop]) {
    await answers(seat, id, "2", 3);
    const over = overOf(await measurementOn(seat, id), "status");
    await mutate(seat.tab.device, [
      { name: "measurement.change", args: { id, changes: { status: { value: "done", over } } } },
    ]);
  }
  for (const seat of [phone, laptop, phone]) await settled(seat);
  for (const seat of [phone, laptop]) {
    const measurement = await measurementOn(seat, id);
    expect(measurement).toMatchObject({ status: "done", answers: { "1": 1, "2": 3 } });
    expect(undecided(measurement)).toEqual([]);
  }
});

test("a measure that is removed before it is finished comes back open, on the other device too", async () => {
  const { phone, laptop, id } = await twoDevices();
  const over = overOf(await measurementOn(phone, id), "status");
  await mutate(phone.tab.device, [
    { name: "measurement.change", args: { id, changes: { status: { value: "removed", over } } } },
  ]);
  for (const seat of [phone, laptop]) await settled(seat);
  for (const seat of [phone, laptop]) expect(statusBefore(await measurementOn(seat, id))).toBe("open");
});

type Seat = { device: TestDevice; tab: TestTab };

/** Two devices of one practice that both know a measure with one answer, and then go their own ways. */
async function twoDevices(): Promise<{ phone: Seat; laptop: Seat; id: string }> {
  const member = await practice.somebodyElse();
  const aSeat = async (): Promise<Seat> => {
    const device = aDevice(practice, member);
    return { device, tab: await device.openTab() };
  };
  const [phone, laptop] = [await aSeat(), await aSeat()];
  const client = aClient();
  const id = anId();
  const about = { id, clientId: client.args.id, noteId: null, instrument: phq9.id, scale: null };
  const begin: Act = { name: "measurement.begin", args: { ...about, takenAt: 1_000 } };
  await mutate(phone.tab.device, [client, begin, answering(id, "1", 1, null)]);
  for (const seat of [phone, laptop]) await settled(seat);
  return { phone, laptop, id };
}

async function answers(seat: Seat, id: string, item: string, value: number): Promise<void> {
  const over = overOf(await measurementOn(seat, id), `answers.${item}`);
  await mutate(seat.tab.device, [answering(id, item, value, over)]);
}

function answering(id: string, item: string, value: number, over: ReturnType<typeof overOf>): Act {
  return { name: "measurement.change", args: { id, changes: { answers: { [item]: { value, over } } } } };
}

async function settled({ device, tab }: Seat): Promise<void> {
  const fence = await device.lead(tab);
  for (let outcome = "more", tries = 0; outcome !== "done" && tries < 20; tries++)
    outcome = await exchange(tab.device, fence);
}

async function measurementOn({ tab }: Seat, id: string) {
  const measurement = await readRow(tab.device, "measurement", id);
  if (!measurement) throw new Error("the measure is on this device");
  return measurement;
}
