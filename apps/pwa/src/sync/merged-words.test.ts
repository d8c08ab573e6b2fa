import { toBase64 } from "@cliently/api/domain/base64";
import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText } from "@cliently/api/domain/note/plain-text";
import { placesOf } from "@cliently/api/domain/note/spans";
import { aClient, aNote, aPractice, type Practice } from "@cliently/api/testing";
import { encodeStateAsUpdateV2, type XmlElement, type XmlText } from "yjs";
import { afterAll, beforeAll, expect, test } from "vitest";

import { aDevice, type TestTab } from "../testing/a-device.ts";
import { bringingBack, takingBack } from "./bring-back.ts";
import { exchange } from "./exchange.ts";
import { findEdits, openMerged } from "./merged-words.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";
import { readNote } from "./read-note.ts";
import { readRow } from "./read-row.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(() => practice[Symbol.asyncDispose]());

test("two devices that wrote in one note without a network each see what the other wrote, until one has read it", async () => {
  const { laptop, phone, noteId } = await aNoteOnTwo();
  await laptop.writes(" From the laptop.");
  await phone.writes(" From the phone.");
  await laptop.syncs();
  expect(await laptop.merged()).toBeNull(); // nobody else has written yet
  await phone.syncs();
  await laptop.syncs();

  expect(await laptop.merged()).toEqual({ from: phone.id, words: [" From the phone."] });
  expect(await phone.merged()).toEqual({ from: laptop.id, words: [" From the laptop."] });

  const { mid } = (await readRow(laptop.tab.device, "note", noteId))?.merged ?? { mid: "" };
  await mutate(laptop.tab.device, [{ name: "note.read", args: { id: noteId, mid } }]);
  expect(await laptop.merged()).toBeNull();
  await laptop.syncs();
  await phone.syncs();
  expect(await phone.merged()).toBeNull();
});

test("what came together in several rounds is shown from the last text that both knew", async () => {
  const { laptop, phone } = await aNoteOnTwo();
  for (const round of ["1", "2"]) {
    await laptop.writes(` laptop${round}`);
    await phone.writes(` phone${round}`);
    await laptop.syncs();
    await phone.syncs();
    await laptop.syncs();
  }
  expect(
    (await laptop.merged())?.words
      .join("")
      .match(/phone\d/g)
      ?.toSorted(),
  ).toEqual(["phone1", "phone2"]);
  expect(
    (await phone.merged())?.words
      .join("")
      .match(/laptop\d/g)
      ?.toSorted(),
  ).toEqual(["laptop1", "laptop2"]);
});

test("one who goes on writing what they have seen merges nothing", async () => {
  const { laptop, phone } = await aNoteOnTwo();
  await laptop.writes(" First.");
  await laptop.syncs();
  await phone.syncs();
  await phone.writes(" Second.");
  await phone.syncs();
  await laptop.syncs();
  expect(await laptop.merged()).toBeNull();
  expect(await phone.merged()).toBeNull();
});

test("an earlier text that is brought back stands on every device, and so does the one before when that is undone", async () => {
  const { laptop, phone, noteId } = await aNoteOnTwo();
  const { device } = laptop.tab;
  const earlier = toBase64(encodeStateAsUpdateV2(await readNote(device, noteId)));
  await laptop.writes(" And more.");

  const { edit, before } = await bringingBack(device, noteId, earlier);
  await mutate(device, [{ name: "note.edit", args: edit }]);
  await laptop.syncs();
  await phone.syncs();
  expect(await phone.text()).toBe("Start.");
  expect(await phone.merged()).toBeNull();

  const undoing = await takingBack(device, noteId, { before, restored: earlier });
  if (!undoing) throw new Error("nobody wrote on");
  await mutate(device, [{ name: "note.edit", args: undoing.edit }]);
  await laptop.syncs();
  await phone.syncs();
  expect(await phone.text()).toBe("Start. And more.");
});

test("a restore that was written on since is not taken back, whichever device wrote", async () => {
  for (const writer of ["laptop", "phone"] as const) {
    const note = await aNoteOnTwo();
    const { laptop, phone, noteId } = note;
    const { device } = laptop.tab;
    const restored = toBase64(encodeStateAsUpdateV2(await readNote(device, noteId)));
    await laptop.writes(" And more.");
    const { edit, before } = await bringingBack(device, noteId, restored);
    await mutate(device, [{ name: "note.edit", args: edit }]);
    await laptop.syncs();
    await phone.syncs();
    await note[writer].writes(" Since then.");
    await phone.syncs();
    await laptop.syncs();
    expect(await takingBack(device, noteId, { before, restored })).toBeUndefined();
    expect(await laptop.text()).toBe("Start. Since then.");
  }
});

async function aNoteOnTwo() {
  const member = await practice.somebodyElse();
  const [laptop, phone] = [await aWriter(member), await aWriter(member)];
  const client = aClient();
  const note = aNote({ clientId: client.args.id, sections: { plan: "Start." } });
  await mutate(laptop.tab.device, [client, note]);
  await laptop.syncs();
  await phone.syncs();
  const noteId = note.args.id;
  return { noteId, laptop: writing(laptop, noteId), phone: writing(phone, noteId) };
}

async function aWriter(member: Awaited<ReturnType<Practice["somebodyElse"]>>) {
  const device = aDevice(practice, member);
  const tab = await device.openTab();
  const fence = await device.lead(tab);
  const syncs = async () => {
    for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, fence);
  };
  return { tab, syncs, id: (await tab.device.box.meta.get("device"))?.id ?? "" };
}

/** What somebody does with a note on a device, and what they see of it. */
function writing<Writer extends { tab: TestTab }>(writer: Writer, noteId: string) {
  const { device } = writer.tab;
  return {
    ...writer,
    async writes(words: string): Promise<void> {
      const text = await openNoteText(device, noteId, { isOffline: () => true });
      const paragraph = text.doc.getXmlFragment(fragmentName("plan")).get(0) as XmlElement; // made with the note
      const line = paragraph.get(0) as XmlText;
      line.insert(line.length, words);
      await text.close();
    },
    async text(): Promise<string> {
      return plainText((await readNote(device, noteId)).getXmlFragment(fragmentName("plan")));
    },
    async merged(): Promise<{ from: string; words: string[] } | null> {
      const merged = (await readRow(device, "note", noteId))?.merged;
      if (!merged) return null;
      const { from, spans } = await openMerged(device, merged, await findEdits(device, noteId));
      const section = (await readNote(device, noteId)).getXmlFragment(fragmentName("plan"));
      const words = placesOf(section, spans).map(({ text, from: start, to }) => text.toJSON().slice(start, to));
      return { from, words };
    },
  };
}
