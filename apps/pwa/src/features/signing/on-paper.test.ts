import { fromBase64 } from "@cliently/api/domain/base64";
import { firstText } from "@cliently/api/domain/note/first-text";
import { textOf } from "@cliently/api/domain/note/plain-text";
import type { TemplateChoice } from "@cliently/api/domain/note/templates";
import { sealedIn } from "@cliently/api/domain/note/verify";
import { aClient, anId } from "@cliently/api/testing";
import { applyUpdateV2, Doc } from "yjs";
import { expect, test } from "vitest";

import type { Device } from "../../sync/device.ts";
import { exchange } from "../../sync/exchange.ts";
import { mutate } from "../../sync/mutate.ts";
import { readNote } from "../../sync/read-note.ts";
import { readRow } from "../../sync/read-row.ts";
import { aDevice } from "../../testing/a-device.ts";
import { aMemoryServer } from "../../testing/memory-server.ts";
import { onPaper, type OnPaper } from "./on-paper.ts";
import { readyToSign, signingOf, type ToSign } from "./ready-to-sign.ts";

test("of a signed note only what was sealed is printed, and nothing while that is not on this device", async () => {
  const { device, writes, printing } = await aPractice();
  const id = await writes("soap", { plan: "Walk." });
  expect(words(onPaper(await printing(id)))).toEqual(["Plan: Walk."]);
  expect(onPaper(await printing(id))?.hash).toBeNull();
  await signs(device, id);
  const signed = await printing(id);
  const later = { ...signed, doc: aText({ plan: "Walk. And what nobody signed." }) };
  expect(words(onPaper(later))).toEqual(["Plan: Walk."]);
  expect(onPaper(later)?.hash).toBe(signed.signature?.hash);
  for (const signature of [null, undefined, signed.signature && { ...signed.signature, id: anId() }])
    expect(onPaper({ ...later, signature })).toBeUndefined();
  device.close();
});

test("what a switch of the template left as private is sealed, and left out of paper, signed or not", async () => {
  const { device, writes, printing } = await aPractice();
  const id = await writes("soap", { private: "For me alone.", plan: "Walk." });
  expect(words(onPaper(await printing(id)))).toEqual(["Plan: Walk."]);
  await signs(device, id);
  const signed = await printing(id);
  expect(words(onPaper(signed))).toEqual(["Plan: Walk."]);
  expect(sealedIn(signed.signature?.sealed ?? "")?.sections.map((section) => section.id)).toEqual(["plan", "private"]);
  device.close();
});

test("a private note is printed whole: it says on it what it is", async () => {
  const { device, writes, printing } = await aPractice();
  const id = await writes("private", { private: "For me alone." });
  const paper = onPaper(await printing(id));
  expect(words(paper)).toEqual(["Private note: For me alone."]);
  expect(paper?.note.template.name).toBe("Private");
  device.close();
});

async function aPractice() {
  const server = aMemoryServer();
  const laptop = aDevice(server, server);
  const tab = await laptop.openTab();
  const { device } = tab;
  await exchange(device, await laptop.lead(tab));
  const client = aClient();
  await mutate(device, [client]);
  return {
    device,
    async writes(template: TemplateChoice, sections: Record<string, string>): Promise<string> {
      const id = anId();
      const fields = { template, startedAt: Date.UTC(2026, 10, 27) };
      const args = { id, clientId: client.args.id, fields, update: firstText(sections) };
      await mutate(device, [{ name: "note.create", args }]);
      return id;
    },
    async printing(id: string) {
      const note = await readRow(device, "note", id);
      const about = note && (await readRow(device, "client", note.clientId));
      if (!note || !about) throw new Error("it is not there");
      const signature = note.signature ? await readRow(device, "signature", note.signature) : null;
      return { note, client: about, goals: [], addenda: [], signature, doc: await readNote(device, id) };
    },
  };
}

async function signs(device: Device, id: string): Promise<void> {
  const ready = await readyToSign(device, id, await readNote(device, id));
  expect(ready).toMatchObject({ note: { id } });
  await mutate(device, [await signingOf(device, ready as ToSign, "Ada Willow")]); // as just seen
}

function aText(sections: Record<string, string>): Doc {
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(firstText(sections)));
  return doc;
}

function words(paper: OnPaper | undefined): string[] | undefined {
  return paper?.note.sections.map(({ name, content }) => `${name}: ${textOf(content)}`);
}
