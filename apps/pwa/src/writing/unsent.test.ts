import { aClient } from "@cliently/api/testing";
import { expect, test, vi } from "vitest";

import { fieldDraftPlace } from "../local/row-parts.ts";
import { adoptDrafts } from "../sync/drafts.ts";
import { removeDraft } from "../sync/field-draft.ts";
import { mutate } from "../sync/mutate.ts";
import { aDevice } from "../testing/a-device.ts";
import { dies, drafts } from "../testing/left.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { aTime } from "../testing/time.ts";
import { leftUnsent } from "./left-unsent.ts";
import type { NotKept } from "./not-kept.ts";
import { unsent } from "./unsent.ts";

const WORDS = { field: "New client", words: "Maple\n+1 555 0199" };

test("words of a form whose page was ended are there at every opening until they are dismissed, and make nothing by themselves", async () => {
  const { tab, next, form } = await aForm();
  form.write(WORDS);
  form.put();
  await drafts(tab.device, 1);
  const other = await next();
  expect(await leftUnsent(other.device), "of a page that is there still").toEqual([]);

  await dies(tab);
  for (const turn of ["first", "second"]) {
    await adoptDrafts(other.device);
    expect(await leftUnsent(other.device), turn).toMatchObject([WORDS]);
  }
  expect(await other.device.box.outbox.count()).toBe(0);
  const [left] = await leftUnsent(other.device);
  await removeDraft(other.device.box, left?.draft ?? expect.unreachable());
  expect(await leftUnsent(other.device)).toEqual([]);
  other.device.close();
});

test("without a word that the page goes, what was typed is there but for the last quarter of a second", async () => {
  const { tab, next, form, time } = await aForm();
  form.write(WORDS);
  time.pass(260);
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  expect(await leftUnsent(device)).toMatchObject([WORDS]);
  device.close();
});

test("what was sent is not left, even when the page is ended right after", async () => {
  const { tab, next, form } = await aForm();
  form.write(WORDS);
  form.put();
  await drafts(tab.device, 1);
  let removed = 0;
  await form.send(async (draft) => {
    await mutate(tab.device, [aClient()], { draft });
    removed = await tab.device.box.draft.count();
  });
  expect(removed, "by the transaction that keeps it").toBe(0);
  form.write({ ...WORDS, words: "" });
  await dies(tab);
  const { device } = await next();
  expect(await leftUnsent(device)).toEqual([]);
  device.close();
});

test("what is discarded, or rubbed out, is not left; nor is it held when the form goes", async () => {
  const { tab, form, held, time } = await aForm();
  const leave = form.enter();
  form.write(WORDS);
  form.put();
  await drafts(tab.device, 1);
  form.write({ ...WORDS, words: " " });
  time.pass(260);
  await drafts(tab.device, 0);
  form.write(WORDS);
  form.put();
  await drafts(tab.device, 1);
  form.discard();
  leave();
  await drafts(tab.device, 0);
  expect(held).toEqual([]);
  tab.device.close();
});

test("a form that goes otherwise, or fails after it went, leaves its words in front of the person and on the disk", async () => {
  const { tab, form, held } = await aForm();
  const leave = form.enter();
  form.write(WORDS);
  const failing = Promise.withResolvers<never>();
  const sending = form.send(() => failing.promise);
  leave();
  expect(held, "it is on its way").toEqual([]);
  failing.reject(new Error("the disk is full"));
  await expect(sending).rejects.toThrow("full");
  expect(held).toMatchObject([WORDS]);
  await drafts(tab.device, 1);
  await removeDraft(tab.device.box, held[0]?.draft ?? expect.unreachable());
  await drafts(tab.device, 0);
  tab.device.close();
});

test("what is being sent stays on the disk until it was, and when that fails, with what was typed meanwhile", async () => {
  const { tab, next, form, time } = await aForm();
  form.enter();
  form.write(WORDS);
  form.put();
  const failing = Promise.withResolvers<never>();
  const sending = form.send(() => failing.promise);
  form.write({ ...WORDS, words: `${WORDS.words}\nmornings` });
  time.pass(260);
  await removeDraft(tab.device.box, { noteId: "another", tab: tab.device.tab }); // after which nothing is under way
  expect(await tab.device.box.draft.count()).toBe(1);
  failing.reject(new Error("the disk is full"));
  await expect(sending).rejects.toThrow("full");
  await dies(tab);
  const { device } = await next();
  expect(await leftUnsent(device)).toMatchObject([{ words: "Maple\n+1 555 0199\nmornings" }]);
  device.close();
});

test("where one line is written after the other, each is on the disk until it was sent, the next one as well", async () => {
  const { tab, next, form, time } = await aForm();
  form.enter();
  const step = (words: string) => form.write({ field: "Step", of: "Sleep through", words });
  for (const words of ["No screens", "Read a book"]) {
    step(words);
    form.put();
    await drafts(tab.device, 1);
    const sending = form.send((draft) => mutate(tab.device, [aClient()], { draft }));
    step(""); // the field is empty before it is kept
    await sending;
    await drafts(tab.device, 0);
  }
  step("Get up at");
  time.pass(260);
  await drafts(tab.device, 1);
  await dies(tab);
  const { device } = await next();
  expect(await leftUnsent(device)).toMatchObject([{ words: "Get up at" }]);
  device.close();
});

test("a line that fails after its screen went is held, although its field was empty by then", async () => {
  const { tab, form, held } = await aForm();
  const leave = form.enter();
  form.write(WORDS);
  const failing = Promise.withResolvers<never>();
  const sending = form.send(() => failing.promise);
  form.write({ ...WORDS, words: "" });
  leave();
  failing.reject(new Error("the disk is full"));
  await expect(sending).rejects.toThrow("full");
  expect(held).toMatchObject([WORDS]);
  await drafts(tab.device, 1);
  tab.device.close();
});

test("what was held is held once, stays on the disk, and what is written after it is another", async () => {
  const { tab, form, held } = await aForm();
  const leave = form.enter();
  form.write(WORDS);
  form.hold();
  leave();
  expect(held).toHaveLength(1);
  form.enter();
  form.write({ ...WORDS, words: "Juniper" });
  form.put();
  await drafts(tab.device, 2);
  tab.device.close();
});

test("on a full disk, what is held says that it is in the page alone", async () => {
  const { tab, form, held } = await aForm({ isFull: true });
  const leave = form.enter();
  form.write(WORDS);
  leave();
  expect(held, "as long as nobody knows").toMatchObject([WORDS]);
  await vi.waitFor(() => expect(held).toEqual([WORDS]));
  tab.device.close();
});

test("a build that knows drafts of notes and fields alone cannot open them", async () => {
  const { tab, form } = await aForm();
  form.write(WORDS);
  form.put();
  await drafts(tab.device, 1);
  const [row] = await tab.device.box.draft.toArray();
  const { noteId, sealed } = row ?? expect.unreachable();
  expect(noteId.startsWith("field|"), "no note’s").toBe(true);
  await expect(tab.device.sealer.open(fieldDraftPlace(noteId, tab.device.tab), sealed)).rejects.toThrow();
  tab.device.close();
});

async function aForm({ isFull = false } = {}) {
  const server = aMemoryServer();
  const device = aDevice(server, server);
  const time = aTime();
  const tab = await device.openTab(time);
  const held: NotKept[] = [];
  const box = isFull ? { ...tab.device.box, putDraftRelaxed: () => {} } : tab.device.box;
  const form = unsent({ ...tab.device, box }, (one, instead) =>
    instead ? held.splice(held.indexOf(instead), 1, one) : held.push(one),
  );
  return { tab, time, held, next: () => device.openTab(), form };
}
