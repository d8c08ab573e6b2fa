import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText } from "@cliently/api/domain/note/plain-text";
import { aClient, aNote, aPractice, wordsOf, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { XmlElement, XmlText, type Doc, type GC, type Item } from "yjs";

import { aDevice, type TestDevice } from "../testing/a-device.ts";
import { aTime } from "../testing/time.ts";
import { deviceId, type Device } from "./device.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";
import { readRow } from "./read-row.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("words that come into a line which was taken away here a moment ago are among the earlier versions", async () => {
  const { laptop, phone, kept } = await aNoteOnTwo();
  laptop.body.delete(0, 1);
  line(phone.text.doc).insert("start".length, " since May");
  await phone.sends();
  await laptop.takes(() => expect(laptop.units()).toBe(phone.units()));
  expect(said(laptop.text.doc)).toEqual([]);
  await laptop.sends();
  expect(await kept()).toEqual([["start since May"]]);
  expect(await laptop.note()).toMatchObject({ merged: { with: phone.id } });
  for (const { close } of [laptop, phone]) await close();
});

test("words that are being typed into a line which another device takes away are among the earlier versions", async () => {
  const { laptop, phone, kept } = await aNoteOnTwo();
  line(laptop.text.doc).insert("start".length, " since May");
  phone.body.delete(0, 1);
  await phone.sends();
  await laptop.takes(() => expect(said(laptop.text.doc)).toEqual([]));
  await laptop.sends();
  expect(await kept()).toContainEqual(["start since May"]);
  expect(await laptop.note()).toMatchObject({ merged: { with: phone.id } });
  for (const { close } of [laptop, phone]) await close();
});

test("who writes on beside what comes has seen it, and nothing is said to be merged", async () => {
  const { laptop, phone, kept } = await aNoteOnTwo();
  line(laptop.text.doc).insert(0, "A good ");
  line(phone.text.doc).insert("start".length, " since May");
  await phone.sends();
  await laptop.takes(() => expect(said(laptop.text.doc)).toEqual(["A good start since May"]));
  await laptop.sends();
  expect(await kept()).toEqual([]);
  expect((await laptop.note())?.merged ?? null).toBeNull();
  for (const { close } of [laptop, phone]) await close();
});

/** A note of one line, open on two devices on which no time goes by: what is typed is kept only when it is sent. */
async function aNoteOnTwo() {
  const member = await practice.somebodyElse();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  const noteId = note.args.id;
  const first = aDevice(practice, member);
  const laptop = await aSeat(first, noteId, async (device) => void (await mutate(device, [client, note])));
  const phone = await aSeat(aDevice(practice, member), noteId);
  const kept = async () => {
    const found: string[][] = [];
    for (const { id } of await member.caller.history.list({ noteId })) {
      const version = await member.caller.history.get({ id });
      found.push(wordsOf(version ? [version.update] : []));
    }
    return found;
  };
  return { laptop, phone, kept };
}

async function aSeat(on: TestDevice, noteId: string, begin?: (device: Device) => Promise<void>) {
  const tab = await on.openTab(aTime());
  const { device } = tab;
  const fence = await on.lead(tab);
  const send = async () => {
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(device, fence);
  };
  await begin?.(device);
  await send();
  const text = await openNoteText(device, noteId, { isOffline: () => true });
  return {
    id: await deviceId(device),
    text,
    body: text.doc.getXmlFragment(fragmentName("body")),
    /** How much was ever written in it. */
    units: () => [...text.doc.store.clients.values()].reduce((sum, all) => sum + endOf(all.at(-1)), 0),
    note: () => readRow(device, "note", noteId),
    async sends() {
      await text.flush();
      await send();
    },
    async takes(isThere: () => void) {
      await send();
      device.textStored(noteId); // as the stream says it
      await vi.waitFor(isThere);
    },
    async close() {
      await text.close();
      device.close();
    },
  };
}

function endOf(struct: Item | GC | undefined): number {
  return struct ? struct.id.clock + struct.length : 0;
}

function line(doc: Doc): XmlText {
  const paragraph = doc.getXmlFragment(fragmentName("body")).get(0);
  const text = paragraph instanceof XmlElement ? paragraph.get(0) : undefined;
  return text instanceof XmlText ? text : expect.unreachable();
}

function said(doc: Doc): string[] {
  return plainText(doc.getXmlFragment(fragmentName("body")))
    .split("\n")
    .filter(Boolean);
}
