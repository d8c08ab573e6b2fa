import type { Over } from "@cliently/api/domain/field";
import { overOf } from "@cliently/api/domain/field";
import { aClient, aNote, anEdit, anId, aPractice, type Practice } from "@cliently/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { draftPlace, fieldDraftPlace, fieldKey } from "../local/row-parts.ts";
import { adoptFirst } from "../sync/adopt-first.ts";
import type { Device } from "../sync/device.ts";
import { adoptDrafts } from "../sync/drafts.ts";
import { removeDraft, type FieldDraft } from "../sync/field-draft.ts";
import { mutate } from "../sync/mutate.ts";
import { readRow } from "../sync/read-row.ts";
import { aDevice, type TestDevice, type TestTab } from "../testing/a-device.ts";
import { dies, drafts } from "../testing/left.ts";
import { aTime, type Time } from "../testing/time.ts";
import { keeping } from "./keeping.ts";
import { onDevice } from "./on-device.ts";

let practice: Practice;
beforeAll(async () => {
  practice = await aPractice();
});
afterAll(async () => {
  await practice[Symbol.asyncDispose]();
});

type Name = "background" | "intakeNotes";

test("what was typed without a pause in a tab that is gone is there, but for the last quarter of a second", async () => {
  const { time, tab, next, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  for (const words of ["Sleeps", "Sleeps badly", "Sleeps badly since May"]) {
    field.type(words);
    time.pass(260);
  }
  field.type("Sleeps badly since May, and");
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  await adoptDrafts(device);
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Sleeps badly since May", lost: [] });
  expect(await device.box.outbox.count(), "once").toBe(2);
  expect(await device.box.draft.count()).toBe(0);
});

test("a page that goes takes no letter with it, and nobody conflicts with what was on its way", async () => {
  const { time, tab, next, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  field.type("Moved");
  field.keep();
  await field.isKept();
  field.type("Moved here");
  field.keep();
  field.type("Moved here in May");
  const cut = vi.spyOn(tab.device.sealer, "seal").mockReturnValue(new Promise(() => {})); // what is on its way now never arrives
  field.leave();
  cut.mockRestore();
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Moved here in May", lost: [] });
});

test("words that were kept although their page went are not made twice of their draft", async () => {
  const { time, tab, next, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  field.type("Moved");
  const keeping = vi.spyOn(tab.device.box.draft, "delete").mockResolvedValue(); // the page goes before it hears that they are
  field.keep();
  field.leave();
  await field.isKept();
  keeping.mockRestore();
  await drafts(tab.device, 1);
  const now = await readRow(tab.device, "client", id);
  const over = now && overOf(now, "background");
  await mutate(tab.device, [changed(id, "background", "Moved, they say", over)]);
  await dies(tab);
  const { device } = await next();
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Moved, they say", lost: [] });
  expect(await device.box.draft.count()).toBe(0);
});

test("what somebody else wrote meanwhile stands beside what was typed, to be decided", async () => {
  const { time, tab, next, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  time.pass(60_000);
  field.type("Typed");
  time.pass(250);
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  await mutate(device, [changed(id, "background", "Written", null)]);
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Typed", lost: [{ value: "Written" }] });
});

test("what was typed earlier does not stand over what was written since", async () => {
  const { tab, next, id } = await aClientHere();
  const time = aTime(Date.now() - 60_000);
  const field = await aField(tab, time, id, "background");
  field.type("Typed a minute ago");
  time.pass(250);
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  await mutate(device, [changed(id, "background", "Written now", null)]);
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({
    background: "Written now",
    lost: [{ value: "Typed a minute ago" }],
  });
});

test("a draft that is taken away takes no newer one with it, however they meet", async () => {
  const { tab } = await aClientHere();
  const { box } = tab.device;
  const draft = { noteId: "field", tab: tab.device.tab, sealed: new Uint8Array(1) };
  await box.draft.put({ ...draft, at: 1 });
  const get = box.draft.get.bind(box.draft);
  vi.spyOn(box.draft, "get").mockImplementationOnce(async (key) => {
    const found = await get(key);
    box.putDraftRelaxed({ ...draft, at: 2 });
    return found;
  });
  await removeDraft(box, { ...draft, at: 1 });
  expect(await box.draft.toArray()).toMatchObject([{ at: 2 }]);
});

test("a draft of the first build that kept such is adopted; one of a build to come waits for that", async () => {
  const { time, tab, next, id } = await aClientHere();
  const first = await aField(tab, time, id, "background");
  first.type("Sleeps badly");
  const second = await aField(tab, time, id, "intakeNotes");
  second.type("Wants to sleep");
  time.pass(250);
  await drafts(tab.device, 2);
  await rewritten(tab.device, "background", undefined);
  await rewritten(tab.device, "intakeNotes", 99);
  await dies(tab);
  const { device } = await next();
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Sleeps badly", lost: [] });
  expect(await device.box.draft.toArray()).toMatchObject([
    { noteId: fieldKey({ noun: "client", id, path: "intakeNotes" }) },
  ]);
});

test("no other tab and no network keeps somebody from their practice for long over what is still to be adopted", async () => {
  const { time, tab, device: here, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  field.type("Sleeps badly");
  time.pass(250);
  await drafts(tab.device, 1);
  await dies(tab);
  const opening = aTime();
  const { device } = await here.openTab(opening);
  let letGo = () => {};
  const { signal } = new AbortController();
  const other = device.world.locks.hold(
    `cliently-drafts-${device.accountId}`,
    { steal: false, signal },
    () => new Promise<void>((resolve) => (letGo = resolve)),
  );
  let isOpen = false;
  const opened = adoptFirst(device).then(() => (isOpen = true));
  await device.box.draft.count(); // the disk has answered
  expect(isOpen).toBe(false);
  await vi.waitFor(() => {
    opening.pass(500);
    expect(isOpen).toBe(true);
  });
  await opened;
  letGo();
  await other;
  await drafts(device, 0);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Sleeps badly" });
});

test("drafts of two fields are both adopted, and one that was dropped is not", async () => {
  const { time, tab, next, id } = await aClientHere();
  const background = await aField(tab, time, id, "background");
  const intakeNotes = await aField(tab, time, id, "intakeNotes");
  background.type("Sleeps badly");
  intakeNotes.type("Wants to sleep");
  time.pass(250);
  await drafts(tab.device, 2);
  const { device: other } = await next();
  await Promise.all([adoptDrafts(other), adoptDrafts(other)]);
  expect(await other.box.draft.count(), "while its tab lives").toBe(2);
  await dies(tab);
  await Promise.all([adoptDrafts(other), adoptDrafts(other)]);
  expect(await readRow(other, "client", id)).toMatchObject({
    background: "Sleeps badly",
    intakeNotes: "Wants to sleep",
    lost: [],
  });

  const last = await next();
  const dropped = await aField(last, time, id, "background");
  dropped.type("Sleeps badly, no");
  time.pass(250);
  await drafts(last.device, 1);
  dropped.drop();
  await drafts(last.device, 0);
});

test("a draft that a field left behind goes with the next words that are kept there", async () => {
  const { time, tab, next, id } = await aClientHere();
  const first = await aField(tab, time, id, "background");
  first.type("Half a word");
  time.pass(250);
  await drafts(tab.device, 1);
  time.pass(10);
  const again = await aField(tab, time, id, "background");
  again.type("Sleeps badly");
  again.keep();
  expect(await again.isKept()).toBe(true);
  await drafts(tab.device, 0);
  await dies(tab);
  const { device } = await next();
  await adoptDrafts(device);
  expect(await readRow(device, "client", id)).toMatchObject({ background: "Sleeps badly", lost: [] });
});

test("a build that knows drafts of notes alone leaves a field's where it is", async () => {
  const { time, tab, id } = await aClientHere();
  const field = await aField(tab, time, id, "background");
  field.type("Sleeps badly");
  time.pass(250);
  await drafts(tab.device, 1);
  const { box, sealer } = tab.device;
  for (const draft of await box.draft.toArray()) {
    expect(draft.noteId).toBe(fieldKey({ noun: "client", id, path: "background" }));
    await expect(sealer.open(draftPlace(draft.noteId, draft.tab), draft.sealed)).rejects.toThrow();
  }
});

test("what a rule says no to comes back as something to decide", async () => {
  const { tab, next, id } = await aClientHere();
  const { device } = tab;
  const note = aNote({ clientId: id, body: "start" });
  await mutate(device, [note, anEdit(note.args.id, "words")]);
  const gone = onDevice<string, "addendum">(device, (...given) => mutate(device, ...given), {
    noun: "addendum",
    row: { id: anId() },
    path: "text",
    act: (value, over) => ({ name: "addendum.change", args: { id, text: { value, over } } }),
    begin: (text) => ({ name: "addendum.begin", args: { id: anId(), noteId: note.args.id, text, settles: null } }),
  });
  gone.putDraft({ value: "And rest.", over: null, own: [] }, 1);
  await drafts(device, 1);
  await dies(tab);
  const { device: other } = await next();
  await adoptDrafts(other);
  expect(await other.box.draft.count()).toBe(0);
  expect(await other.box.outbox.count(), "the server decides").toBe(4);
});

/** A client on a device of one person, and its tabs. */
async function aClientHere(): Promise<{
  time: Time;
  device: TestDevice;
  tab: TestTab;
  next: () => Promise<TestTab>;
  id: string;
}> {
  const device = aDevice(practice, await practice.somebodyElse());
  const tab = await device.openTab();
  const client = aClient();
  await mutate(tab.device, [client]);
  return { time: aTime(), device, tab, next: () => device.openTab(), id: client.args.id };
}

/** A text of the client, as it is written in this tab. */
async function aField({ device }: TestTab, time: Time, id: string, name: Name) {
  const row = (await readRow(device, "client", id)) ?? expect.unreachable();
  const write = (...given: Parameters<typeof mutate> extends [unknown, ...infer Rest] ? Rest : never) =>
    mutate(device, ...given);
  const place = {
    kept: row[name] ?? "",
    over: overOf(row, name),
    read: (text: string) => ({ text, value: text }),
    ...onDevice<string, "client">(device, write, {
      noun: "client",
      row,
      path: name,
      act: (value, over) => changed(id, name, value, over),
    }),
    leaveBehind: () => {}, // the page is gone, and its memory with it
  };
  return keeping(place, { whileTyping: true, ...time, mid: anId, underWay: device.underWay });
}

function changed(id: string, name: Name, value: string, over: Over) {
  return { name: "client.change" as const, args: { id, changes: { [name]: { value, over } } } };
}

/** Makes the draft of a field one of another build. `v`: the version that it says of its mutation. */
async function rewritten({ box, sealer, tab }: Device, path: Name, v: number | undefined): Promise<void> {
  for (const row of await box.draft.toArray()) {
    const place = fieldDraftPlace(row.noteId, tab);
    const draft = (await sealer.open(place, row.sealed)) as FieldDraft; // sealed by on-device.ts
    if (draft.path !== path) continue;
    const { name, args } = draft.act;
    await box.draft.put({
      ...row,
      sealed: await sealer.seal(place, { ...draft, act: { name, args, ...(v && { v }) } }),
    });
  }
}
