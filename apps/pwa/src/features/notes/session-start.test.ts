import { overOf } from "@cliently/api/domain/field";
import { aClient, aNote, anId, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { inTurn } from "../../local/in-turn.ts";
import { localDay } from "../../platform/days.ts";
import type { Device } from "../../sync/device.ts";
import { mutate } from "../../sync/mutate.ts";
import { readRow } from "../../sync/read-row.ts";
import { aDevice } from "../../testing/a-device.ts";
import { aTime } from "../../testing/time.ts";
import { keeping } from "../../writing/keeping.ts";
import { onDevice } from "../../writing/on-device.ts";
import { momentOf, timeOf } from "./moment.ts";
import { startChanges, startDay, startTime, type StartPart } from "./session-start.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("a day and a time that are typed one right after the other are both kept, and nobody has to decide about them", async () => {
  const { device, id, header } = await aNoteHere();
  const { day, time } = await header();
  day.type("2026-11-20");
  day.keep();
  time.type("14:00");
  time.keep();
  await Promise.all([day.isKept(), time.isKept()]);
  const note = (await readRow(device, "note", id)) ?? expect.unreachable();
  expect(`${localDay(note.startedAt)} ${timeOf(note.startedAt)}`).toBe("2026-11-20 14:00");
  expect(note.lost).toEqual([]);
});

test("a day that somebody else changed while one typed another is to be decided, not written over", async () => {
  const { device, id, header } = await aNoteHere();
  const typing = await header();
  typing.day.type("2026-11-20");
  const elsewhere = await header();
  elsewhere.day.type("2026-11-13");
  elsewhere.day.keep();
  await elsewhere.day.isKept();
  await typing.sees();
  typing.day.keep();
  await typing.day.isKept();
  const note = (await readRow(device, "note", id)) ?? expect.unreachable();
  expect(note.lost).toHaveLength(1);
});

async function aNoteHere() {
  const { device } = await aDevice(practice, await practice.somebodyElse()).openTab();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, startedAt: momentOf("2026-11-27", "10:00") });
  await mutate(device, [client, note]);
  const { id } = note.args;
  return { device, id, header: () => aHeader(device, id) };
}

/** The two fields of a note's header, drawn with what is kept when they are asked to. */
async function aHeader(device: Device, id: string) {
  const turn = inTurn();
  const place = async (start: StartPart) => {
    const row = (await readRow(device, "note", id)) ?? expect.unreachable();
    return {
      kept: start.part === "day" ? localDay(row.startedAt) : timeOf(row.startedAt),
      over: overOf(row, "startedAt"),
      read: (text: string) => ({ text, value: text }),
      ...onDevice<string, "note">(device, (...given) => mutate(device, ...given), {
        noun: "note",
        row,
        path: "startedAt",
        part: start.part,
        act: (typed, over, now) => ({
          name: "note.change",
          args: { id, changes: startChanges(start, typed, over, now ?? row) },
        }),
      }),
      leaveBehind: () => expect.unreachable(),
    };
  };
  const field = async (start: StartPart) =>
    keeping(await place(start), { whileTyping: false, ...aTime(), mid: anId, underWay: device.underWay, turn });
  const [day, time] = [await field(startDay), await field(startTime)];
  return {
    day,
    time,
    async sees() {
      day.at(await place(startDay));
      time.at(await place(startTime));
    },
  };
}
