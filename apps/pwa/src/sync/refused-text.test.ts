import { aClient, aNote } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { aDevice } from "../testing/a-device.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { writes } from "../testing/writes.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";
import { readNote } from "./read-note.ts";

const offline = { isOffline: () => true };

test("L1, L15 after two devices made a note too long, no later word is lost: it is set aside with the rest, or arrives", async () => {
  const server = aMemoryServer();
  const [phone, laptop] = [aDevice(server, server), aDevice(server, server)];
  const [onPhone, onLaptop] = [await phone.openTab(), await laptop.openTab()];
  const sync = async () => {
    for (const [device, tab] of [
      [phone, onPhone],
      [laptop, onLaptop],
      [phone, onPhone],
    ] as const) {
      const fence = await device.lead(tab);
      while ((await exchange(tab.device, fence)) === "more");
    }
  };
  const client = aClient();
  const note = aNote({ clientId: client.args.id });
  await mutate(onPhone.device, [client, note]);
  await sync();

  const other = await openNoteText(onLaptop.device, note.args.id, offline);
  writes(other.doc, noise(200_000));
  await other.close();
  const text = await openNoteText(onPhone.device, note.args.id, offline);
  let times = 0;
  onPhone.device.onRefusedText(note.args.id, () => times++);
  writes(text.doc, noise(70_000));
  await text.flush();
  writes(text.doc, "Then, on top of it.");
  await text.flush();
  const fence = await laptop.lead(onLaptop);
  while ((await exchange(onLaptop.device, fence)) === "more");
  await sync();
  expect(times).toBeGreaterThan(0);
  writes(text.doc, "Typed before one had heard of it.");
  await text.close();
  await sync();
  expect(await onPhone.device.box.outbox.count()).toBe(0);

  const anew = await openNoteText(onPhone.device, note.args.id, offline);
  writes(anew.doc, "Typed when it was open anew.");
  await anew.close();
  await sync();
  expect((await readNote(onLaptop.device, note.args.id)).getXmlFragment("section:body").toJSON()).toContain(
    "Typed when it was open anew.",
  );
  const aside = (await onPhone.device.box.quarantine.toArray()).length;
  expect(aside).toBe(3);
  for (const tab of [onPhone, onLaptop]) tab.device.close();
});

/** Letters that cannot be written shorter. */
function noise(length: number): string {
  return Array.from({ length }, () => String.fromCodePoint(97 + Math.floor(Math.random() * 26))).join("");
}
