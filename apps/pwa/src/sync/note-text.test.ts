import { fromBase64, toBase64 } from "@cliently/api/domain/base64";
import { aClient, anEdit, anId, aNote, aPractice, serverRows, type Practice } from "@cliently/api/testing";
import { applyUpdateV2, Doc, encodeStateAsUpdateV2, XmlText } from "yjs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { placeOf } from "../local/row-parts.ts";
import { aDevice, overDexie } from "../testing/a-device.ts";
import type { Device } from "./device.ts";
import { adoptDrafts } from "./drafts.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText, type NoteReceipt } from "./note-text.ts";
import { waitingAfter } from "./outbox.ts";
import { readRow } from "./read-row.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

const offline = { isOffline: () => true };

test("L15 a page that goes while its last words are being committed leaves them as a draft", async () => {
  const { device, tab, noteId } = await aNoteHere();
  // The disk never answers this commit: the page is gone before.
  const stuck: Device = { ...tab.device, sealer: { ...tab.device.sealer, seal: () => new Promise(() => {}) } };
  const text = await openNoteText(stuck, noteId, offline);
  type(text.doc, "last words");
  void text.flush();
  await Promise.resolve();
  text.leave();
  await vi.waitFor(async () => expect(await tab.device.box.draft.count()).toBe(1));
  tab.device.close();

  const next = await device.openTab();
  await adoptDrafts(next.device);
  await adoptDrafts(next.device);
  expect(await next.device.box.outbox.count()).toBe(1);
  const reopened = await openNoteText(next.device, noteId, offline);
  expect(words(reopened.doc)).toContain("last words");
  await reopened.close();
  next.device.close();
});

test("a tab that closes the records at rest has kept what was typed last", async () => {
  const { device, tab, noteId } = await aNoteHere();
  const text = await openNoteText(tab.device, noteId, offline);
  type(text.doc, "last words");
  void tab.device.underWay(text.close());
  await tab.device.atRest();
  tab.device.close();

  const next = await device.openTab();
  const reopened = await openNoteText(next.device, noteId, offline);
  expect(words(reopened.doc)).toContain("last words");
  await reopened.close();
  next.device.close();
});

test("words of a text that is opened anew share no fate with the last ones of the text before, without a network either", async () => {
  const { tab, noteId } = await aNoteHere();
  for (const words of ["typed before", "typed after"]) {
    const text = await openNoteText(tab.device, noteId, offline);
    type(text.doc, words);
    await text.close();
  }
  expect(await tab.device.box.outbox.count()).toBe(2);
  tab.device.close();
});

test("a disk that refuses, offline, keeps the words in memory, says so, and takes them later", async () => {
  const { tab, noteId } = await aNoteHere();
  const { box } = tab.device;
  let isFull = true;
  overDexie(tab.device).box.outbox.hook("creating", () => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
  });
  const text = await openNoteText(tab.device, noteId, offline);
  tab.line.weather = "request-lost";
  type(text.doc, "kept");
  await expect(text.flush()).rejects.toThrow();
  expect(text.receipt().state).toBe("failed");

  isFull = false;
  await text.flush();
  expect(text.receipt().state).toBe("device");
  expect(await box.outbox.count()).toBe(1);
  await text.close();
  tab.device.close();
});

test("a disk that refuses, online, leaves the words with the server, and the receipt says so", async () => {
  const { tab, noteId } = await aNoteHere();
  overDexie(tab.device).box.outbox.hook("creating", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const text = await openNoteText(tab.device, noteId, offline);
  type(text.doc, "straight");
  await text.flush();
  expect(text.receipt()).toMatchObject({ state: "server", deviceAt: null });
  await text.close();
  tab.device.close();
});

test("on a disk that fills up while words wait in the box, what goes on from them takes them along to the server", async () => {
  const { tab, fence, noteId, member } = await aNoteHere();
  const text = await openNoteText(tab.device, noteId, offline);
  tab.line.weather = "request-lost";
  for (const words of ["first.", "second."]) {
    type(text.doc, words);
    await text.flush();
  }
  let isFull = true;
  const refuse = () => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
  };
  overDexie(tab.device).box.outbox.hook("creating", refuse);
  overDexie(tab.device).box.outbox.hook("updating", refuse);
  tab.line.weather = "fine";
  type(text.doc, "third.");
  await text.flush();
  expect(text.receipt()).toMatchObject({ state: "server", deviceAt: null });
  const updates = async () => (await serverRows(practice.services, member.accountId)).values();
  const shown = async () => {
    const doc = new Doc();
    for (const { noteId: of, update } of await updates())
      if (of === noteId) applyUpdateV2(doc, fromBase64(String(update)));
    return words(doc);
  };
  for (const word of ["first.", "second.", "third."]) expect(await shown()).toContain(word);

  isFull = false;
  await sendAll(tab.device, fence);
  expect(await tab.device.box.outbox.count()).toBe(0);
  expect(await tab.device.box.quarantine.count()).toBe(0);
  for (const word of ["first.", "second.", "third."]) expect((await shown()).split(word)).toHaveLength(2);
  await text.close();
  tab.device.close();
});

test("a note of which a part is spoilt opens with the rest, says so, and is whole when the part comes again", async () => {
  const { tab, noteId } = await aNoteHere();
  const { cache, sealer } = tab.device;
  await mutate(tab.device, [anEdit(noteId, "readable")]);
  const id = anId();
  const row = { id, noteId, madeAt: 0, ver: 1, mark: "0a0123456789abcdef" };
  const asked: number[] = [];
  tab.device.onSpoilt((bucket) => asked.push(bucket));
  await cache.rows("note-update").put({ ...row, sealed: new Uint8Array(40) });
  const text = await openNoteText(tab.device, noteId, offline);
  expect(words(text.doc)).toContain("readable");
  expect(text.receipt().isWhole).toBe(false);
  expect(asked).toContain(10);
  await text.close();

  const { update } = anEdit(noteId, "come again").args;
  await cache.rows("note-update").put({ ...row, sealed: await sealer.seal(placeOf("note-update", id), { update }) });
  const again = await openNoteText(tab.device, noteId, offline);
  expect(words(again.doc)).toContain("come again");
  expect(again.receipt().isWhole).toBe(true);
  await again.close();
  tab.device.close();
});

test("an edit that waits and is no text does not keep the next words out of the box", async () => {
  const { tab, noteId } = await aNoteHere();
  await mutate(tab.device, [{ name: "note.edit", args: { id: noteId, update: "AAAAAAAA" } }], {
    leaving: false,
    rehearse: false,
  });
  const text = await openNoteText(tab.device, noteId, offline);
  tab.line.weather = "request-lost";
  type(text.doc, "after it");
  await text.flush();
  expect(text.receipt().state).toBe("device");
  expect(await tab.device.box.outbox.count()).toBe(2);
  await text.close();
  tab.device.close();
});

test("a receipt never says 'server' while something waits in the box, painted or not", async () => {
  const { tab, noteId } = await aNoteHere();
  // The view lags behind for ever.
  const device: Device = { ...tab.device, inTurn: () => new Promise(() => {}) };
  await mutate(device, [anEdit(noteId, "waiting")], { rehearse: false });
  const text = await openNoteText(device, noteId, offline);
  expect(text.receipt().state).toBe("device");
  await text.close();
  tab.device.close();
});

test("a receipt speaks of the whole note: that it was begun, and its header, wait as its words do", async () => {
  const { tab, fence, noteId } = await aNoteHere();
  const { device } = tab;
  const clientId = (await readRow(device, "note", noteId))?.clientId ?? expect.unreachable();
  const note = aNote({ clientId });
  const begun = await mutate(device, [note]);
  await receipts(device, note.args.id, { state: "device", deviceAt: begun.at, serverAt: null });
  await receipts(device, noteId, { state: "server" }); // which has nothing to do with it

  const changes = { safety: { value: { assessed: true as const, words: "Asked: no risk." }, over: null } };
  const changed = await mutate(device, [{ name: "note.change", args: { id: noteId, changes } }]);
  await receipts(device, noteId, { state: "device", deviceAt: changed.at });
  await sendAll(device, fence);
  for (const id of [note.args.id, noteId]) {
    const { serverAt } = await receipts(device, id, { state: "server" });
    expect(serverAt).toBeGreaterThanOrEqual(changed.at);
  }
  device.close();
});

test("a receipt says 'device' as soon as anything of the note is kept, and no look that began before takes that back", async () => {
  const { tab, noteId } = await aNoteHere();
  const { cache } = tab.device;
  let look: { end: () => void } | undefined;
  let isSlow = false;
  const get = async (id: string) => {
    if (isSlow) await new Promise<void>((end) => (look = { end }));
    return cache.receipt.get(id);
  };
  const device: Device = { ...tab.device, cache: { ...cache, receipt: { ...cache.receipt, get } } };
  const text = await openNoteText(device, noteId, offline);
  expect(text.receipt().state).toBe("server");
  isSlow = true;
  tab.device.textStored(noteId); // it looks, and finds nothing that waits
  await vi.waitFor(() => expect(look).toBeDefined());
  isSlow = false;

  const states: string[] = [];
  text.onReceipt(() => states.push(text.receipt().state));
  const changes = { safety: { value: { assessed: true as const, words: "Asked: no risk." }, over: null } };
  await mutate(device, [{ name: "note.change", args: { id: noteId, changes } }]);
  expect(text.receipt().state).toBe("device");
  look?.end();
  const { deviceAt } = await receipts(device, noteId, { state: "device" });
  await vi.waitFor(() => expect(text.receipt().deviceAt).toBe(deviceAt));
  type(text.doc, "and words");
  await text.flush();
  expect(new Set(states)).toEqual(new Set(["device", "unsaved"]));
  await text.close();
  tab.device.close();
});

test("what the server did not take does not count as there", async () => {
  const { tab, fence, noteId } = await aNoteHere();
  const { serverAt } = await receipts(tab.device, noteId, { state: "server" });
  await mutate(tab.device, [{ name: "note.edit", args: { id: noteId, update: "AAAAAAAA" } }], { rehearse: false });
  await sendAll(tab.device, fence);
  expect(await tab.device.box.quarantine.count()).toBe(1);
  expect((await receipts(tab.device, noteId, { state: "server" })).serverAt).toBe(serverAt);
  tab.device.close();
});

test("what came by itself has been seen by the next edit, also while live questions wait for a pause", async () => {
  const { tab, fence, member, noteId } = await aNoteHere();
  const text = await openNoteText(tab.device, noteId, offline);
  const there = aDevice(practice, member);
  const elsewhere = await there.openTab();
  const leads = await there.lead(elsewhere);
  await sendAll(elsewhere.device, leads);
  const edit = anEdit(noteId, "from the phone");
  await mutate(elsewhere.device, [{ ...edit, args: { ...edit.args, over: null } }]);
  await sendAll(elsewhere.device, leads);
  const theirs = (await readRow(elsewhere.device, "note", noteId))?.edited?.mid;
  expect(theirs).toBeDefined();

  await sendAll(tab.device, fence);
  tab.device.textStored(noteId); // as the stream says it
  await vi.waitFor(() => expect(words(text.doc)).toContain("from the phone"));
  type(text.doc, "and on");
  await text.flush();
  const waiting = await waitingAfter(tab.device, 0);
  expect(waiting.at(-1)?.args).toMatchObject({ id: noteId, over: theirs });
  await text.close();
  for (const { device } of [tab, elsewhere]) device.close();
});

test("folding many loose updates takes in only what the server has, and loses nothing", async () => {
  const { tab, fence, noteId } = await aNoteHere();
  for (let count = 0; count < 70; count++) {
    await mutate(tab.device, [anEdit(noteId, `w${count}.`)], { rehearse: false });
    if (count === 68) await sendAll(tab.device, fence);
  }
  await tab.device.inTurn(async () => {});
  const { cache, sealer } = tab.device;
  // Another tab takes in the newest word in the middle of folding.
  let done = false;
  const folding: Device = {
    ...tab.device,
    sealer: {
      ...sealer,
      async seal(place, value) {
        if (!done && place.startsWith("note-text")) {
          done = true;
          await sendAll(tab.device, fence);
        }
        return sealer.seal(place, value);
      },
    },
  };
  const first = await openNoteText(folding, noteId, offline);
  await first.close();
  expect(done).toBe(true);
  expect(await cache.text.count()).toBe(1);

  const again = await openNoteText(tab.device, noteId, offline);
  for (let count = 0; count < 70; count++) expect(words(again.doc)).toContain(`w${count}.`);
  await again.close();
  tab.device.close();
});

test("folding never takes the place of a newer text, and never takes a waiting word for the server's", async () => {
  const { tab, fence, noteId } = await aNoteHere();
  for (let count = 0; count < 65; count++)
    await mutate(tab.device, [anEdit(noteId, `w${count}.`)], { rehearse: false });
  await sendAll(tab.device, fence);
  await mutate(tab.device, [anEdit(noteId, "waiting")], { rehearse: false });
  await tab.device.inTurn(async () => {});
  const { cache, sealer } = tab.device;
  const place = placeOf("note-text", noteId);
  const folds: string[] = [];
  const newer = { id: noteId, upto: 1_000_000, sealed: sealer.sealNow(place, { update: toBase64(whole("newer")) }) };
  const folding: Device = {
    ...tab.device,
    sealer: {
      ...sealer,
      async seal(where, value) {
        if (where === place) {
          folds.push(textOf((value as { update: string }).update));
          await cache.text.put(newer);
        }
        return sealer.seal(where, value);
      },
    },
  };
  await (await openNoteText(folding, noteId, offline)).close();
  expect(folds).toHaveLength(1);
  expect(folds[0]).toContain("w64.");
  expect(folds[0]).not.toContain("waiting");
  expect((await cache.text.get(noteId))?.upto).toBe(newer.upto);
  tab.device.close();
});

async function aNoteHere() {
  const member = await practice.somebodyElse();
  const device = aDevice(practice, member);
  const tab = await device.openTab();
  const fence = await device.lead(tab);
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(tab.device, [client, note]);
  await sendAll(tab.device, fence);
  return { device, tab, fence, member, noteId: note.args.id };
}

/** What a note that is opened now comes to say of where it is. */
async function receipts(device: Device, noteId: string, expected: Partial<NoteReceipt>): Promise<NoteReceipt> {
  return vi.waitFor(async () => {
    const text = await openNoteText(device, noteId, offline);
    await text.close();
    expect(text.receipt()).toMatchObject(expected);
    return text.receipt();
  });
}

async function sendAll(device: Device, fence: string): Promise<void> {
  for (let outcome = "more"; outcome === "more";) outcome = await exchange(device, fence);
}

function type(doc: Doc, text: string): void {
  doc.getXmlFragment("typed").insert(0, [new XmlText(text)]);
}

function whole(text: string): Uint8Array {
  const doc = new Doc();
  type(doc, text);
  return encodeStateAsUpdateV2(doc);
}

/** Every readable character of an update. */
function textOf(update: string): string {
  return new TextDecoder().decode(fromBase64(update));
}

function words(doc: Doc): string {
  return [...doc.share.keys()].map((name) => JSON.stringify(doc.getXmlFragment(name).toJSON())).join(" ");
}
