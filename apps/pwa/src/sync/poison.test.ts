import { aClient, anEdit, aNote, aReferenceDevice, contentsOf, type Rows } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { layerOver } from "../local/layer.ts";
import { placeOf } from "../local/row-parts.ts";
import { aDevice, type TestTab } from "../testing/a-device.ts";
import { shownRows } from "../testing/inside.ts";
import { aMemoryServer, type MemoryServer } from "../testing/memory-server.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { openNoteText } from "./note-text.ts";
import { Unacceptable } from "./surroundings.ts";

test("L9, L11 what breaks when it runs again is painted as nothing, and neither hides nor holds up the others", async () => {
  const { server, tab, fence } = await opened();
  const { cache, sealer } = tab.device;
  const client = aClient({ givenName: "Spoilt" });
  await mutate(tab.device, [client, aClient({ givenName: "Before" })]);
  await settled(tab, fence);
  const row = await cache.rows("client").get(client.args.id);
  const kept = row?.sealed ?? new Uint8Array();
  await cache.rows("client").put({ id: "", ver: 0, ...row, sealed: new Uint8Array(40) });

  const changes = { pronouns: { value: "they", over: null } };
  await mutate(tab.device, [{ name: "client.change", args: { id: client.args.id, changes } }]);
  await mutate(tab.device, [aClient({ givenName: "After" })]);
  expect(await painted(tab)).toBe(1);
  await exchange(tab.device, fence, "listen");
  await settled(tab, fence);
  expect(text(server.rows())).toContain("they");
  expect(text(server.rows())).toContain("After");
  // What the server made of it took the place of the spoilt row.
  expect(await cache.rows("client").get(client.args.id)).not.toMatchObject({ sealed: kept });
  expect(await sealer.open(placeOf("client", client.args.id), await sealedOf(tab, client.args.id))).toMatchObject({
    pronouns: "they",
  });
  tab.device.close();
});

test("of a mutation that does not count, nothing that it had written before is painted", async () => {
  const { tab } = await opened();
  const { cache, sealer } = tab.device;
  const { id, fields } = aClient().args;
  const row = { id, ...fields, createdAt: 1, status: "active", deletedAt: null, stamps: {}, lost: [], tags: [] };
  await cache.transaction("rw", cache.all, async () => {
    const layer = layerOver(cache, sealer);
    const refused = layer.next();
    await refused.put("client", row as unknown as Parameters<typeof refused.put<"client">>[1]); // as far as the store looks
    refused.end(1, false);
    expect(await layer.next().get("client", id)).toBeUndefined();
    await layer.flush();
  });
  expect(await cache.view.count()).toBe(0);
  tab.device.close();
});

test("L11 a mutation that the server can never take is found, set aside with its words, and the others flow", async () => {
  const { server, tab, fence } = await opened();
  for (let count = 0; count < 70; count++) await mutate(tab.device, [aClient({ givenName: `C${count}.` })]);
  await mutate(tab.device, [aClient({ givenName: "Indigestible" })]);
  for (let count = 70; count < 130; count++) await mutate(tab.device, [aClient({ givenName: `C${count}.` })]);
  const asked = rejecting(tab, (request) => JSON.stringify(request).includes("Indigestible"));
  for (let tries = 0; tries < 40 && (await tab.device.box.outbox.count()) > 0; tries++)
    await exchange(tab.device, fence).catch((error: unknown) => expect(error).toBeInstanceOf(Unacceptable));

  for (let count = 0; count < 130; count++) expect(text(server.rows())).toContain(`"C${count}."`);
  expect(server.log().map(({ seq }) => seq)).toEqual(Array.from({ length: 131 }, (_, index) => index + 1));
  expect(server.log()[70]).toMatchObject({ name: "nothing" });
  const [aside] = await tab.device.box.quarantine.toArray();
  const words = aside && (await tab.device.sealer.open(placeOf("quarantine", aside.mid), aside.sealed));
  expect(words).toMatchObject({ name: "client.create", reason: "broke" });
  expect(JSON.stringify(words)).toContain("Indigestible");
  expect(asked()).toBeLessThan(30);
  tab.device.close();
});

test("when the server takes no request at all, nothing is set aside", async () => {
  const { tab, fence } = await opened();
  await mutate(tab.device, [aClient(), aClient(), aClient()]);
  rejecting(tab, () => true);
  for (let tries = 0; tries < 30; tries++) await exchange(tab.device, fence).catch(() => {});
  expect(await tab.device.box.quarantine.count()).toBe(0);
  tab.device.close();
});

test("L11 a waiting mutation whose bytes are spoilt is set aside as they are after three tries; its place says nothing", async () => {
  const { server, tab, fence } = await opened();
  const { box } = tab.device;
  const client = aClient({ givenName: "First" });
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(tab.device, [client, note]);
  await mutate(tab.device, [anEdit(note.args.id, "spoilt")]);
  await mutate(tab.device, [anEdit(note.args.id, "last")]);
  const row = await box.outbox.get(3);
  const bytes = new Uint8Array(50).fill(9);
  if (row) await box.outbox.put({ ...row, sealed: bytes });

  // It hinders neither the screens nor the note.
  const editor = await openNoteText(tab.device, note.args.id, { isOffline: () => true });
  expect(JSON.stringify(editor.doc.getXmlFragment("section:body").toJSON())).toContain("start");
  await editor.close();

  const outcomes: string[] = [];
  for (let tries = 0; tries < 8; tries++) outcomes.push(await exchange(tab.device, fence));
  expect(outcomes.slice(0, 4)).toEqual(["more", "later", "more", "done"]);
  expect(text(server.rows())).toContain("last");
  expect(server.log().map(({ name }) => name)).toEqual(["client.create", "note.create", "nothing", "note.edit"]);
  expect(await box.quarantine.toArray()).toMatchObject([{ mid: row?.mid, status: "quarantined", sealed: bytes }]);
  expect(await box.outbox.count()).toBe(0);
  tab.device.close();
});

test("hundreds of edits of one note that wait are painted, run again and sent", async () => {
  const { server, tab, fence } = await opened();
  const client = aClient();
  const note = aNote({ clientId: client.args.id, body: "start" });
  await mutate(tab.device, [client, note]);
  const edits = Array.from({ length: 250 }, (_, index) => anEdit(note.args.id, `word${index}.`));
  await mutate(tab.device, edits, { rehearse: false });
  await exchange(tab.device, fence);
  expect(await tab.device.cache.view.count()).toBeGreaterThan(100);
  await settled(tab, fence);
  for (let index = 0; index < 250; index++) expect(text(server.rows())).toContain(`word${index}.`);
  expect(await tab.device.cache.view.count()).toBe(0);
  tab.device.close();
});

test("L8 what is own stays in sight while page after page comes, and goes up once", async () => {
  const { server, tab, fence } = await opened();
  const laptop = aReferenceDevice(server);
  laptop.does(Array.from({ length: 1_100 }, () => aClient()));
  await laptop.settles();
  await mutate(tab.device, [aClient({ givenName: "Own" })]);
  let pages = 0;
  for (let outcome = "more"; outcome === "more"; pages++) {
    outcome = await exchange(tab.device, fence);
    expect(text(await shownRows(tab.device))).toContain("Own");
  }
  expect(pages).toBeGreaterThan(2);
  expect(await tab.device.box.outbox.count()).toBe(0);
  expect(server.log().filter(({ device }) => device !== laptop.id)).toHaveLength(1);
  tab.device.close();
});

test("L9 a delta runs again only what has been where it was, and whatever follows from that", async () => {
  const { server, tab, fence } = await opened();
  const laptop = await opened(server);
  const [one, other] = [aClient({ givenName: "One" }), aClient({ givenName: "Other" })];
  await mutate(tab.device, [one, other]);
  await settled(tab, fence);
  await settled(laptop.tab, laptop.fence);
  const change = (id: string, pronouns: string) => ({
    name: "client.change" as const,
    args: { id, changes: { pronouns: { value: pronouns, over: null } } },
  });
  await mutate(tab.device, [change(one.args.id, "she")]);
  await mutate(tab.device, [change(other.args.id, "he")]);
  await mutate(tab.device, [change(one.args.id, "they")]);
  const before = await tab.device.cache.view.get(["client", other.args.id]);

  const givenName = { value: "Two", over: null };
  await mutate(laptop.tab.device, [{ name: "client.change", args: { id: one.args.id, changes: { givenName } } }]);
  await settled(laptop.tab, laptop.fence);
  await exchange(tab.device, fence, "listen");
  const shown = await shownRows(tab.device);
  expect(shown.get(placeOf("client", one.args.id))).toMatchObject({ givenName: "Two", pronouns: "they" });
  expect(shown.get(placeOf("client", other.args.id))).toMatchObject({ pronouns: "he" });
  expect(await tab.device.cache.view.get(["client", other.args.id]), "sealed anew only when run again").toEqual(before);
  for (const each of [tab, laptop.tab]) each.device.close();
});

async function opened(server = aMemoryServer()): Promise<{ server: MemoryServer; tab: TestTab; fence: string }> {
  const device = aDevice(server, server);
  const tab = await device.openTab();
  return { server, tab, fence: await device.lead(tab) };
}

async function settled(tab: TestTab, fence: string): Promise<void> {
  for (let outcome = "more"; outcome === "more";) outcome = await exchange(tab.device, fence);
}

/** From now on the server takes no request that `isBad`; returns how many were sent. */
function rejecting({ line }: TestTab, isBad: (request: unknown) => boolean): () => number {
  const { exchange: send } = line;
  let asked = 0;
  line.exchange = async (request) => {
    asked++;
    if (isBad(request)) throw new Unacceptable();
    return send(request);
  };
  return () => asked;
}

/** How many rows the view holds once it is painted. */
async function painted({ device }: TestTab): Promise<number> {
  await device.inTurn(async () => {});
  return device.cache.view.count();
}

async function sealedOf({ device }: TestTab, id: string): Promise<Uint8Array<ArrayBuffer>> {
  return (await device.cache.rows("client").get(id))?.sealed ?? new Uint8Array();
}

function text(rows: Rows): string {
  return JSON.stringify(contentsOf(rows));
}
