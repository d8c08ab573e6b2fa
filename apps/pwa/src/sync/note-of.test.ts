import { aClient, anId, aNote, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice } from "../testing/a-device.ts";
import { mutate } from "./mutate.ts";
import { noteOf } from "./note-of.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("words that were set aside lead to their note, also when they name only what they were written on", async () => {
  const { device } = await aDevice(practice, await practice.somebodyElse()).openTab();
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  const [noteId, clientId] = [note.args.id, client.args.id];
  const about = { clientId, instrument: "phq-9", scale: null, takenAt: 1 };
  const [beside, alone, addendum] = [anId(), anId(), anId()];
  await mutate(device, [
    client,
    note,
    { name: "measurement.begin", args: { ...about, id: beside, noteId } },
    { name: "measurement.begin", args: { ...about, id: alone, noteId: null } },
  ]);
  await device.cache.rows("addendum").put({
    id: addendum,
    noteId,
    clientId,
    createdAt: 1,
    signedAt: null,
    status: "draft",
    ver: 1,
    sealed: new Uint8Array(), // nothing is opened for this
  });

  const of = (name: string, args: unknown) => noteOf(device, { name, args });
  expect(await of("note.change", { id: noteId, changes: {} })).toBe(noteId);
  expect(await of("addendum.begin", { id: anId(), noteId, text: "And rest." })).toBe(noteId);
  expect(await of("addendum.change", { id: addendum, text: { value: "And rest.", over: null } })).toBe(noteId);
  expect(await of("measurement.change", { id: beside, changes: {} })).toBe(noteId);
  for (const [name, args] of [
    ["measurement.change", { id: alone, changes: {} }],
    ["measurement.begin", { ...about, id: anId(), noteId: null }],
    ["addendum.change", { id: anId() }],
    ["client.change", { id: clientId, changes: {} }],
    ["something.newer", { id: noteId }],
    ["", null],
  ] as const)
    expect(await of(name, args)).toBeUndefined();
  device.close();
});
