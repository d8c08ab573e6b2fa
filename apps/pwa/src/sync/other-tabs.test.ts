import { plainText } from "@cliently/api/domain/note/plain-text";
import { aClient, aNote } from "@cliently/api/testing";
import { expect, test, vi } from "vitest";
import type { Doc } from "yjs";

import { aDevice, overDexie, type TestTab } from "../testing/a-device.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { aTime, type Time } from "../testing/time.ts";
import { writes } from "../testing/writes.ts";
import type { Device } from "./device.ts";
import { adoptDrafts, adoptDraftsOf } from "./drafts.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";
import { readNote } from "./read-note.ts";

const offline = { isOffline: () => true };

test("L15 words of a tab that is gone before it kept them arrive, and so does what another tab goes on with", async () => {
  const { writing, other, time, server, sync, noteId } = await aNoteInTwoTabs();
  const left = await openNoteText(stuck(writing.device).device, noteId, offline);
  await leaves(writing, left, "Left behind. ");
  writing.device.close();

  const text = await openNoteText(other.device, noteId, offline);
  writes(text.doc, "Gone on with. ");
  await text.flush();
  await vi.waitFor(async () => expect(await other.device.box.draft.count()).toBe(0));
  await sync(other);
  time.pass(1_000);
  await vi.waitFor(() => expect(said(text.doc)).toContain("Left behind."));
  writes(text.doc, "And on. ");
  await text.close();
  await sync(other);
  expect(await other.device.box.quarantine.count()).toBe(0);
  const words = await saidElsewhere(server, noteId);
  for (const part of ["Left behind.", "Gone on with.", "And on."]) expect(words).toContain(part);
  other.device.close();
});

test("L15 words of a tab that stands still arrive, once, and so does what another tab goes on with", async () => {
  const { writing, other, time, server, sync, noteId } = await aNoteInTwoTabs();
  const { device, release } = stuck(writing.device);
  const left = await openNoteText(device, noteId, offline);
  await leaves(writing, left, "Left behind. ");

  const text = await openNoteText(other.device, noteId, offline);
  writes(text.doc, "Gone on with. ");
  await text.flush();
  await sync(other);
  expect(await other.device.box.quarantine.count()).toBe(0);
  expect(text.receipt().state).toBe("device"); // not all of the note is with the server

  await adopted(other, time);
  await sync(other);
  time.pass(1_000);
  await vi.waitFor(() => expect(said(text.doc)).toContain("Left behind."));

  release(); // it goes on after all
  await left.close();
  await text.close();
  await sync(other);
  expect(await other.device.box.quarantine.count()).toBe(0);
  expect((await saidElsewhere(server, noteId)).match(/Left behind|Gone on with/g)).toHaveLength(2);
  for (const tab of [writing, other]) tab.device.close();
});

test("words of a tab that is gone go to the server once, also while the disk refuses", async () => {
  const { writing, other, time, server, noteId } = await aNoteInTwoTabs();
  const left = await openNoteText(stuck(writing.device).device, noteId, offline);
  await leaves(writing, left, "Left behind. ");
  writing.device.close();
  overDexie(other.device).box.outbox.hook("creating", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const before = server.log().length;
  const text = await openNoteText(other.device, noteId, offline);
  await adopted(other, time);
  time.pass(5_000);
  expect(server.log().slice(before)).toMatchObject([{ name: "note.edit", status: "applied" }]);
  await text.close();
  other.device.close();
});

test("a draft of another tab that cannot be read stays, and neither keeps the page busy nor the receipt waiting", async () => {
  const { writing, other, time, sync, noteId } = await aNoteInTwoTabs();
  const { device } = other;
  await device.box.draft.put({ noteId, tab: "gone", at: 0, sealed: new Uint8Array(64).fill(7) });
  const tried: string[] = [];
  const open: typeof device.sealer.open = (place, value) => {
    tried.push(JSON.stringify(place));
    return device.sealer.open(place, value);
  };
  await sync(other);
  const text = await openNoteText({ ...device, sealer: { ...device.sealer, open } }, noteId, offline);
  await vi.waitFor(() => {
    time.pass(1_000);
    expect(text.receipt().state).toBe("server");
  });
  const before = tried.length;
  time.pass(10_000);
  await text.flush();
  expect(tried.slice(before)).toEqual([]);
  expect(await device.box.draft.count()).toBe(1);
  await text.close();
  for (const tab of [writing, other]) tab.device.close();
});

test("words of a tab that is gone are made one edit, however many tabs come to it at once", async () => {
  const { writing, other, time, noteId } = await aNoteInTwoTabs();
  const left = await openNoteText(stuck(writing.device).device, noteId, offline);
  await leaves(writing, left, "Left behind. ");
  writing.device.close();
  const { device } = other;
  const before = await device.box.outbox.count();
  await Promise.all([adoptDraftsOf(device, noteId), adoptDraftsOf(device, noteId), adoptDrafts(device)]);
  await adopted(other, time);
  expect((await device.box.outbox.count()) - before).toBe(1);
  device.close();
});

/** A note that the server has, in two tabs of one device: `other` leads, and its time goes by when the test says so. */
async function aNoteInTwoTabs() {
  const server = aMemoryServer();
  const profile = aDevice(server, server);
  const time = aTime();
  const [writing, other] = [await profile.openTab(), await profile.openTab(time)];
  const fence = await profile.lead(other);
  const sync = async ({ device }: TestTab) => {
    while ((await exchange(device, fence)) === "more");
  };
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  await mutate(other.device, [client, note]);
  await sync(other);
  return { writing, other, time, server, sync, noteId: note.args.id };
}

/** A device whose tab does not come to making mutations of what is typed, until it is released. */
function stuck(device: Device) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const { sealer } = device;
  const seal: typeof sealer.seal = async (place, value) => {
    await released;
    return sealer.seal(place, value);
  };
  return { device: { ...device, sealer: { ...sealer, seal } }, release };
}

/** Types into a note, of which nothing but a draft comes onto the disk. */
async function leaves({ device }: TestTab, text: Awaited<ReturnType<typeof openNoteText>>, words: string) {
  writes(text.doc, words);
  text.leave();
  await vi.waitFor(async () => expect(await device.box.draft.count()).toBe(1));
  expect(await device.box.outbox.count()).toBe(0);
}

/** Resolves when no tab has words any more that are no mutation. */
function adopted({ device }: TestTab, time: Time): Promise<void> {
  return vi.waitFor(async () => {
    time.pass(1_000);
    expect(await device.box.draft.count()).toBe(0);
  });
}

function said(doc: Doc): string {
  return plainText(doc.getXmlFragment("section:body"));
}

/** What the note says on a device that has never been here. */
async function saidElsewhere(server: ReturnType<typeof aMemoryServer>, noteId: string): Promise<string> {
  const there = aDevice(server, server);
  const tab = await there.openTab();
  const { device } = tab;
  const fence = await there.lead(tab);
  while ((await exchange(device, fence)) === "more");
  const words = said(await readNote(device, noteId));
  device.close();
  return words;
}
