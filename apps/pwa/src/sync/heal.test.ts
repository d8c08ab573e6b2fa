import { aClient, contentsOf } from "@cliently/api/testing";
import { expect, test } from "vitest";

import { databaseNames } from "../local/databases.ts";
import { aDevice, overDexie } from "../testing/a-device.ts";
import { canonicalRows, shownRows } from "../testing/inside.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { aProfile } from "../testing/world.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";

test("L1 a handle that the browser took away is opened anew, and nothing shows that it happened", async () => {
  const { tab, fence, server } = await opened();
  const { box, cache } = overDexie(tab.device);
  await mutate(tab.device, [aClient({ givenName: "Before" })]);
  for (const [name, db] of Object.entries({ box, cache })) {
    db.backendDB().close();
    expect((await mutate(tab.device, [aClient({ givenName: `After ${name}` })])).on).toBe("device");
    db.backendDB().close();
    await settled(tab.device, fence);
    db.backendDB().close();
    expect(JSON.stringify(contentsOf(await shownRows(tab.device)))).toContain(`After ${name}`);
  }
  expect(tab.device.isSaving()).toBe(true);
  expect(JSON.stringify([...server.rows()])).toContain("After cache");
  tab.device.close();
});

test("L1 an error of the backing store that passes is tried again; one that stays is told", async () => {
  const { tab } = await opened();
  const { box } = overDexie(tab.device);
  let failing = 2;
  box.outbox.hook("creating", () => {
    if (failing-- > 0) throw new DOMException("Internal error opening backing store", "UnknownError");
  });
  expect((await mutate(tab.device, [aClient()])).on).toBe("device");
  expect(await tab.device.box.outbox.count()).toBe(1);

  failing = 1_000;
  const straight = await mutate(tab.device, [aClient()]);
  expect(straight.on).toBe("server");
  expect(tab.device.isSaving()).toBe(false);
  expect(failing).toBeGreaterThan(990);
  tab.device.close();
});

test("a full disk takes the change after an old app's cache has gone, never anything of the box", async () => {
  const profile = aProfile();
  const server = aMemoryServer();
  const device = aDevice(server, server, { profile });
  const [, old] = databaseNames(server.accountId);
  await made(profile.indexedDB, old ?? "");
  const tab = await device.openTab();
  await mutate(tab.device, [aClient({ givenName: "Kept" })]);
  const names = async () => (await profile.indexedDB.databases()).map(({ name }) => name);
  let isFull = true;
  overDexie(tab.device).box.outbox.hook("creating", () => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
  });
  const { databases } = profile.indexedDB;
  // The room that the old cache took is free once it is gone.
  profile.indexedDB.databases = async () => {
    const found = await databases.call(profile.indexedDB);
    isFull = false;
    return found;
  };
  expect((await mutate(tab.device, [aClient()])).on).toBe("device");
  expect(await names()).not.toContain(old);
  expect(await tab.device.box.outbox.count()).toBe(2);
  tab.device.close();
});

test("a full disk takes the change after what was kept of the search index has gone", async () => {
  const profile = aProfile();
  const server = aMemoryServer();
  const tab = await aDevice(server, server, { profile }).openTab();
  const kept = databaseNames(server.accountId).find((name) => name.startsWith("cliently-search-")) ?? "";
  await made(profile.indexedDB, kept);
  const names = async () => (await profile.indexedDB.databases()).map(({ name }) => name);
  const remove = profile.indexedDB.deleteDatabase.bind(profile.indexedDB);
  let isFull = true;
  profile.indexedDB.deleteDatabase = (name) => {
    if (name === kept) isFull = false;
    return remove(name);
  };
  overDexie(tab.device).box.outbox.hook("creating", () => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
  });
  expect((await mutate(tab.device, [aClient()])).on).toBe("device");
  expect(await names()).not.toContain(kept);
  tab.device.close();
});

test("a cache that cannot be opened is thrown away and filled again; the box stays as it is", async () => {
  const profile = aProfile();
  const server = aMemoryServer();
  const device = aDevice(server, server, { profile });
  const tab = await device.openTab();
  await mutate(tab.device, [aClient({ givenName: "Sent" })]);
  await settled(tab.device, await device.lead(tab));
  await mutate(tab.device, [aClient({ givenName: "Waiting" })]);
  const { name } = overDexie(tab.device).cache;
  tab.device.close();
  broken(profile.indexedDB, name);

  const again = await device.openTab();
  expect(await again.device.box.outbox.count()).toBe(1);
  await settled(again.device, await device.lead(again));
  expect([...(await canonicalRows(again.device)).values()].map((row) => row["givenName"]).toSorted()).toEqual([
    "Sent",
    "Waiting",
  ]);
  again.device.close();
});

test("a box that cannot be opened is an error to be told, never an empty practice", async () => {
  const profile = aProfile();
  const server = aMemoryServer();
  const device = aDevice(server, server, { profile });
  const tab = await device.openTab();
  await mutate(tab.device, [aClient()]);
  const { name } = overDexie(tab.device).box;
  tab.device.close();
  broken(profile.indexedDB, name);
  await expect(device.openTab()).rejects.toThrow();
  expect((await profile.indexedDB.databases()).map((database) => database.name)).toContain(name);
});

test("a device that was closed stays closed", async () => {
  const { tab } = await opened();
  tab.device.close();
  await expect(tab.device.box.outbox.count()).rejects.toThrow();
});

async function opened() {
  const server = aMemoryServer();
  const device = aDevice(server, server);
  const tab = await device.openTab();
  return { server, tab, fence: await device.lead(tab) };
}

async function settled(device: Parameters<typeof exchange>[0], fence: string): Promise<void> {
  for (let outcome = "more"; outcome === "more";) outcome = await exchange(device, fence);
}

/** From now on a database does not open, as after an error of its backing store, until it is deleted. */
function broken(factory: IDBFactory, name: string): void {
  const open = factory.open.bind(factory);
  const remove = factory.deleteDatabase.bind(factory);
  factory.open = (which, version) => {
    if (which === name) throw new DOMException("Internal error opening backing store", "UnknownError");
    return open(which, version);
  };
  factory.deleteDatabase = (which) => {
    if (which === name) factory.open = open;
    return remove(which);
  };
}

/** Makes a database by that name. */
function made(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name);
    request.onerror = () => reject(request.error ?? new Error("not opened"));
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}
