import { overOf } from "@cliently/api/domain/field";
import { anId, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import type { Device } from "../../sync/device.ts";
import { adoptDrafts } from "../../sync/drafts.ts";
import { mutate } from "../../sync/mutate.ts";
import { readRow } from "../../sync/read-row.ts";
import { aDevice } from "../../testing/a-device.ts";
import { aTime } from "../../testing/time.ts";
import { keeping } from "../../writing/keeping.ts";
import { onDevice } from "../../writing/on-device.ts";
import { renaming } from "./use-sections.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("a name that was typed on until its tab was gone takes the place of what was kept of it", async () => {
  const { device, id, name, next } = await aTemplateHere();
  name.type("Cour");
  name.keep();
  await name.isKept();
  name.type("Course of the session");
  name.leave();
  await name.isKept();
  name.type("Course of the session, briefly");
  name.draft();
  await vi.waitFor(async () => expect(await device.box.draft.count()).toBe(1));
  const later = await next();
  await adoptDrafts(later);
  expect(await readRow(later, "preset", id)).toMatchObject({
    sections: [{ name: "Course of the session, briefly" }, { name: "Plan" }],
    lost: [],
  });
});

test("a list that was changed since a name in it was typed is not written over unasked", async () => {
  const { device, id, name, next } = await aTemplateHere();
  name.type("Course");
  name.draft();
  await vi.waitFor(async () => expect(await device.box.draft.count()).toBe(1));
  const later = await next();
  const row = (await readRow(later, "preset", id)) ?? expect.unreachable();
  await mutate(later, [renaming(row, "b", "Homework", overOf(row, "sections"))]);
  await adoptDrafts(later);
  const after = (await readRow(later, "preset", id)) ?? expect.unreachable();
  expect(JSON.stringify([after.sections, after.lost])).toContain("Homework");
  expect(JSON.stringify([after.sections, after.lost])).toContain("Course");
});

/** A template of two sections, and the field of the first one's name as it is drawn once. */
async function aTemplateHere() {
  const here = aDevice(practice, await practice.somebodyElse());
  const { device } = await here.openTab();
  const id = anId();
  const sections = [
    { id: "a", name: "Body" },
    { id: "b", name: "Plan" },
  ];
  const fields = { kind: "template" as const, name: "Ours", sections };
  await mutate(device, [{ name: "preset.create", args: { id, fields } }]);
  const row = (await readRow(device, "preset", id)) ?? expect.unreachable();
  const time = aTime();
  const place = {
    kept: "Body",
    over: overOf(row, "sections"),
    read: (text: string) => ({ text, value: text }),
    ...onDevice<string, "preset">(device, (...given) => mutate(device, ...given), {
      noun: "preset",
      row,
      path: "sections",
      part: "a",
      act: (name, over, now) => renaming(now ?? row, "a", name, over),
    }),
    leaveBehind: () => expect.unreachable(),
  };
  const words = keeping(place, { whileTyping: false, ...time, mid: anId, underWay: device.underWay });
  return {
    device,
    id,
    name: { ...words, draft: () => time.pass(250) },
    async next(): Promise<Device> {
      device.close();
      const lock = `cliently-tab-${device.accountId}-${device.tab}`;
      await vi.waitFor(async () => expect(await device.world.locks.isHeld(lock)).toBe(false));
      return (await here.openTab()).device;
    },
  };
}
