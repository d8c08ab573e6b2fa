import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { blankClient } from "@cliently/api/domain/client/blank";
import { newId } from "@cliently/api/domain/new-id";
import { firstText } from "@cliently/api/domain/note/first-text";

import { makeApi } from "../src/api.ts";
import { browserWorld } from "../src/sync/browser-world.ts";
import { cacheState, openDevice, type Device } from "../src/sync/device.ts";
import { startEngine, type Engine } from "../src/sync/engine.ts";
import { mutate } from "../src/sync/mutate.ts";
import { readRow } from "../src/sync/read-row.ts";
import { trpcTransport } from "../src/sync/transport.ts";

// A page that is nothing but a device: the product's own code for sync over the browser's IndexedDB, network and locks,
// without its screens. `pnpm bench` serves it on the server's own origin.

const now = () => performance.timeOrigin + performance.now();
const id = () => newId(Date.now(), (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));

let device: Device;
let engine: Engine | undefined;

const page = {
  now,

  /** Opens the account's device under a key that only this run knows. `syncs`: whether it also speaks to the server. */
  async open(accountId: string, syncs: boolean): Promise<void> {
    device = await openDevice({
      accountId,
      key: new Uint8Array(32).fill(7),
      world: browserWorld(trpcTransport(makeApi())),
    });
    if (syncs) page.sync();
  },

  sync(): void {
    engine = startEngine(device);
  },

  stop(): void {
    engine?.stop();
  },

  /** A client with a note, committed here. */
  async begin(): Promise<{ clientId: string; noteId: string }> {
    const clientId = id();
    const noteId = id();
    const fields = { ...blankClient, givenName: "Bench", familyName: "Mark" };
    const acts = [
      { name: "client.create", args: { id: clientId, fields, tags: [], contacts: {} } },
      {
        name: "note.create",
        args: {
          id: noteId,
          clientId,
          fields: { template: "soap", startedAt: Date.now() },
          update: firstText({ subjective: "Slept better." }),
        },
      },
    ];
    await mutate(device, acts as Act[], { rehearse: false });
    return { clientId, noteId };
  },

  /** So many edits of a note and a field of a client, each a mutation of its own. Resolves with when the last was on the disk. */
  async edit(clientId: string, noteId: string, count: number, field = "background"): Promise<number> {
    for (let made = 0; made < count; made++) {
      const words = `Edit ${made}: slept better, worried less.`;
      const client = await readRow(device, "client", clientId);
      const value = { value: words, over: overOf(client ?? {}, field) };
      const act =
        made % 2
          ? { name: "note.edit", args: { id: noteId, update: firstText({ [`own-${made}`]: words }) } }
          : { name: "client.change", args: { id: clientId, changes: { [field]: value } } };
      await mutate(device, [act as Act], { rehearse: false, leaving: true });
    }
    return now();
  },

  /** Resolves with when nothing waits any more and the engine says that all is in step. */
  async inSync(): Promise<number> {
    for (;;) {
      if (await device.box.quarantine.count()) throw new Error("the server refused something");
      if (engine?.state().kind === "synced" && (await device.box.outbox.count()) === 0) return now();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  },

  /** Resolves with when this device has so many updates of a note. */
  async hasUpdates(noteId: string, count: number): Promise<number> {
    for (;;) {
      if ((await device.cache.rows("note-update").where("noteId").equals(noteId).count()) >= count) return now();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  },

  /** Resolves with when this device stands at a version or beyond. */
  async standsAt(version: number): Promise<number> {
    for (;;) {
      if (((await cacheState(device.cache)).cursor?.version ?? 0) >= version) return now();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  },

  async version(): Promise<number> {
    return (await cacheState(device.cache)).cursor?.version ?? 0;
  },

  waiting: () => device.box.outbox.count(),
};

export type DevicePage = typeof page;
Object.assign(globalThis, { page });
