import { overOf } from "@cliently/api/domain/field";
import { progressOf, stepsOf } from "@cliently/api/domain/goal/entries-of";
import type { GoalStep } from "@cliently/api/domain/goal/goal";
import { wayWords } from "@cliently/api/domain/goal/way-words";
import { aClient, aGoal, anId, aPractice, aProgress, type Practice } from "@cliently/api/testing";
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

test("progress that two devices wrote down offline is all there on both, in the order of its days", async () => {
  const { phone, laptop, goalId } = await twoDevices();
  await mutate(phone.tab.device, [
    aProgress(goalId, { at: 3_000, value: 3 }),
    aProgress(goalId, { at: 1_000, value: 1, remark: "Found it hard." }),
  ]);
  await mutate(laptop.tab.device, [
    aProgress(goalId, { at: 2_000, value: 2 }),
    aProgress(goalId, { at: 4_000, remark: "No time at all." }),
  ]);
  for (const seat of [phone, laptop, phone]) await settled(seat);

  for (const seat of [phone, laptop]) {
    const goal = await goalOn(seat, goalId);
    expect(progressOf(goal).map(({ value, remark }) => remark || value)).toEqual([
      "Found it hard.",
      2,
      3,
      "No time at all.",
    ]);
    expect(wayWords(goal)).toBe("3 of 5 walks");
    expect(goal.lost).toEqual([]);
  }
});

test("two steps ticked off on two devices are both done, and of one step reworded twice both wordings are kept", async () => {
  const { phone, laptop, goalId } = await twoDevices();
  const [first, second] = stepsOf(await goalOn(phone, goalId));
  if (!first || !second) throw new Error("the goal has two steps");
  const change = async (seat: Seat, id: string, step: GoalStep) => {
    const over = overOf(await goalOn(seat, goalId), `steps.${id}`);
    await mutate(seat.tab.device, [
      { name: "goal.change", args: { id: goalId, changes: { steps: { [id]: { value: step, over } } } } },
    ]);
  };
  await change(phone, first.id, { text: first.text, at: first.at, doneAt: 5_000 });
  await change(laptop, second.id, { text: second.text, at: second.at, doneAt: 6_000 });
  for (const seat of [phone, laptop, phone]) await settled(seat);
  expect(stepsOf(await goalOn(phone, goalId)).map(({ doneAt }) => doneAt)).toEqual([5_000, 6_000]);

  await change(phone, first.id, { text: "Shoes", at: first.at, doneAt: 5_000 });
  await change(laptop, first.id, { text: "Boots", at: first.at, doneAt: 5_000 });
  for (const seat of [phone, laptop, phone]) await settled(seat);
  for (const seat of [phone, laptop]) {
    const goal = await goalOn(seat, goalId);
    const kept = stepsOf(goal).find(({ id }) => id === first.id)?.text;
    const lost = goal.lost.map(({ value }) => (value as GoalStep).text); // of a step
    expect([kept, ...lost].toSorted()).toEqual(["Boots", "Shoes"]);
  }
});

test("what was removed by mistake is known by what it was before, on the other device too", async () => {
  const { phone, laptop, goalId } = await twoDevices();
  for (const status of ["reached", "removed", "removed"] as const) {
    const over = overOf(await goalOn(phone, goalId), "status");
    await mutate(phone.tab.device, [
      { name: "goal.change", args: { id: goalId, changes: { status: { value: status, over } } } },
    ]);
  }
  for (const seat of [phone, laptop]) await settled(seat);
  for (const seat of [phone, laptop])
    expect(await goalOn(seat, goalId)).toMatchObject({ status: "removed", removedFrom: "reached", lost: [] });
});

type Seat = { device: TestDevice; tab: TestTab };

/** Two devices of one practice that both know a client with a goal, and then go their own ways. */
async function twoDevices(): Promise<{ phone: Seat; laptop: Seat; goalId: string }> {
  const member = await practice.somebodyElse();
  const aSeat = async (): Promise<Seat> => {
    const device = aDevice(practice, member);
    return { device, tab: await device.openTab() };
  };
  const [phone, laptop] = [await aSeat(), await aSeat()];
  const client = aClient({ id: anId() });
  const goal = aGoal({ clientId: client.args.id, unit: "walks", target: 5, steps: ["Get shoes", "Ask a friend"] });
  await mutate(phone.tab.device, [client, goal]);
  for (const seat of [phone, laptop]) await settled(seat);
  return { phone, laptop, goalId: goal.args.id };
}

async function settled({ device, tab }: Seat): Promise<void> {
  const fence = await device.lead(tab);
  for (let outcome = "more", tries = 0; outcome !== "done" && tries < 20; tries++)
    outcome = await exchange(tab.device, fence);
}

async function goalOn({ tab }: Seat, id: string) {
  const goal = await readRow(tab.device, "goal", id);
  if (!goal) throw new Error("the goal is on this device");
  return goal;
}
