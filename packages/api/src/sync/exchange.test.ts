import { afterAll, beforeAll, expect, test } from "vitest";

import {
  aClient,
  aNote,
  anEdit,
  aPractice,
  aReferenceDevice,
  foldLog,
  wordsOf,
  type Practice,
} from "../testing/index.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("a client and a note written on the phone appear on the laptop", async () => {
  const member = await practice.somebodyElse();
  const [phone, laptop] = [aReferenceDevice(member), aReferenceDevice(member)];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "slept better" });
  phone.does([client, note]);
  await phone.settles();
  await laptop.settles();

  expect(laptop.rows).toEqual(phone.rows);
  expect(laptop.rows).toEqual(await foldLog(practice.services, member.accountId));
  expect(laptop.rows.get(`client|${client.args.id}`)).toMatchObject({ givenName: "Marigold" });
  const edit = anEdit(note.args.id, "and ate");
  laptop.does([edit]);
  await laptop.settles();
  expect(wordsOf([note.args.update!, edit.args.update])).toContain("and ate");
});
