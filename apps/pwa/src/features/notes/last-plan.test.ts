import { toBase64 } from "@cliently/api/domain/base64";
import { seenOf } from "@cliently/api/domain/bin";
import { firstText } from "@cliently/api/domain/note/first-text";
import { sealedNote } from "@cliently/api/domain/note/sealed-note";
import { partOf } from "@cliently/api/domain/note/sign-mutations";
import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { aClient, anEdit, anId } from "@cliently/api/testing";
import { encodeStateVector } from "yjs";
import { expect, test } from "vitest";

import { hashOf } from "../../platform/hash-of.ts";
import type { Device } from "../../sync/device.ts";
import { mutate } from "../../sync/mutate.ts";
import { readNote } from "../../sync/read-note.ts";
import { readRow } from "../../sync/read-row.ts";
import { seenNow } from "../../sync/seen.ts";
import { paint } from "../../sync/view.ts";
import { aDevice } from "../../testing/a-device.ts";
import { aMemoryServer } from "../../testing/memory-server.ts";
import { lastPlan } from "./last-plan.ts";

const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 27);

async function aPractice(): Promise<{ device: Device; clientId: string; writes: Writes }> {
  const server = aMemoryServer();
  const { device } = await aDevice(server, server).openTab();
  const clientId = await another(device);
  const writes: Writes = async (daysAgo, template, sections, about = clientId) => {
    const id = anId();
    const fields = { template, startedAt: TODAY - daysAgo * DAY };
    await mutate(device, [{ name: "note.create", args: { id, clientId: about, fields, update: firstText(sections) } }]);
    return id;
  };
  return { device, clientId, writes };
}

type Writes = (
  daysAgo: number,
  template: TemplateChoice,
  sections: Record<string, string>,
  about?: string,
) => Promise<string>;

async function another(device: Device): Promise<string> {
  const client = aClient();
  await mutate(device, [client]);
  return client.args.id;
}

const form = (sections: Record<string, string>) => ({
  id: "3f6f4a52-0f7e-4a76-9b0e-0d7a53f6a001",
  name: "Walk and talk",
  sections: Object.entries(sections).map(([id, name]) => ({ id, name })),
});

test("the last plan is what the newest note before this one says of what comes next, by its own template", async () => {
  const { device, clientId, writes } = await aPractice();
  const here = { id: anId(), clientId, startedAt: TODAY };
  expect(await lastPlan(device, here)).toBeNull();

  const first = await writes(21, "soap", { subjective: "Tired.", plan: "Walk twice a week." });
  expect(await lastPlan(device, here)).toMatchObject({ noteId: first, text: "Walk twice a week." });
  await writes(14, "coaching", { focus: "Evenings.", actions: "- Put the phone away", "follow-up": "In two weeks." });
  expect(await lastPlan(device, here)).toMatchObject({ text: "- Put the phone away\n\nIn two weeks." });
  await writes(10, form({ way: "The way", onward: "Plan for the week" }), {
    way: "By the river.",
    onward: "The hill.",
  });
  expect(await lastPlan(device, here)).toMatchObject({ text: "The hill." });
});

test("what a later note plans, or one about somebody else, is no last plan; nor is one in the bin", async () => {
  const { device, clientId, writes } = await aPractice();
  await writes(14, "soap", { plan: "Walk twice a week." });
  const thrown = await writes(7, "soap", { plan: "Thrown away." });
  await mutate(device, [{ name: "note.delete", args: { id: thrown, seen: await seenNow(device, "note", thrown) } }]);
  await writes(3, "soap", { plan: "Somebody else's." }, await another(device));
  const here = await writes(2, "soap", { plan: "Mine." });
  await writes(1, "soap", { plan: "Later." });
  const plan = await lastPlan(device, { id: here, clientId, startedAt: TODAY - 2 * DAY });
  expect(plan?.text).toBe("Walk twice a week.");
});

test("a note without a plan is passed over; a private note never serves, whatever it was before", async () => {
  const { device, clientId, writes } = await aPractice();
  await writes(14, "grow", { "way-forward": "Call the school." });
  await writes(9, "contact", { outcome: "Will call back." });
  await writes(8, "soap", { subjective: "Tired.", plan: "  " });
  await writes(7, "private", { private: "For me alone.", plan: "Left from when it was SOAP." });
  const here = { id: anId(), clientId, startedAt: TODAY };
  expect((await lastPlan(device, here))?.text).toBe("Call the school.");
});

test("a plan whose template was changed afterwards is found all the same", async () => {
  const { device, clientId, writes } = await aPractice();
  await writes(7, "narrative", { narrative: "A long walk.", plan: "Walk twice a week." });
  const plan = await lastPlan(device, { id: anId(), clientId, startedAt: TODAY });
  expect(plan?.text).toBe("Walk twice a week.");
  expect(plan?.content).toEqual([{ type: "paragraph", content: [{ type: "text", text: "Walk twice a week." }] }]);
});

test("the plan of a signed note is what was sealed; while that is on its way there is none, and no older one", async () => {
  const { device, clientId, writes } = await aPractice();
  await writes(14, "soap", { plan: "Call the school." });
  const signed = await writes(7, form({ way: "The way", onward: "Plan for the week" }), {
    way: "By the river.",
    onward: "The hill.",
    monitoring: "Sleep.",
  });
  const here = { id: anId(), clientId, startedAt: TODAY };
  const before = await lastPlan(device, here);
  await signs(device, signed);
  expect(await lastPlan(device, here)).toEqual(before);
  const { signature } = (await readRow(device, "note", signed)) ?? {};
  await mutate(device, [anEdit(signed, "What nobody signed.", [], "onward")]);
  await paint(device);
  expect((await readRow(device, "note", signed))?.after).toBeTruthy();
  expect(await lastPlan(device, here)).toEqual(before);
  await device.cache.view.delete(["signature", signature ?? ""]);
  expect(await lastPlan(device, here)).toBeNull();
});

async function signs(device: Device, id: string): Promise<void> {
  const note = await readRow(device, "note", id);
  const client = note && (await readRow(device, "client", note.clientId));
  if (!note || !client) throw new Error("it is not there");
  const doc = await readNote(device, id);
  const sealed = sealedNote({ doc, note, client, goals: [], signedBy: "Ada Willow", signedAt: TODAY });
  const vector = toBase64(encodeStateVector(doc));
  const given = { signature: anId(), signedAt: TODAY, sealed, hash: await hashOf(sealed), vector };
  await mutate(device, [{ name: "note.sign", args: { id, ...given, seen: seenOf([note]), part: partOf(note) } }]);
}
