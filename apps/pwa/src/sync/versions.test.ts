import { layouts } from "@cliently/api/domain/layout";
import { aClient } from "@cliently/api/testing";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";

import { CACHE_VERSION, cacheTables } from "../local/databases.ts";
import { aDevice } from "../testing/a-device.ts";
import { canonicalRows, shownRows } from "../testing/inside.ts";
import { aMemoryServer } from "../testing/memory-server.ts";
import { aTime } from "../testing/time.ts";
import { aProfile } from "../testing/world.ts";
import type { Device } from "./device.ts";
import { startEngine } from "./engine.ts";
import { exchange } from "./exchange.ts";
import { mutate } from "./mutate.ts";
import { paint } from "./view.ts";

/** Raise CACHE_VERSION whenever this changes, and write the new value here. */
const LAYOUT = "d0462c14778b6dcc";

test("another noun, field or index comes with another version of the cache", () => {
  const described = JSON.stringify([CACHE_VERSION, layouts, cacheTables()]);
  expect(createHash("sha256").update(described).digest("hex").slice(0, 16)).toBe(LAYOUT);
});

test("L1, L8 two versions of the app over one box: each shows all that is its own, whichever of them sends it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ tab: fc.nat(1), does: fc.constantFrom("act", "send", "exchange", "other") }), {
        minLength: 4,
        maxLength: 25,
      }),
      async (steps) => {
        const server = aMemoryServer();
        const device = aDevice(server, server);
        const tabs = [await device.openTab(), await device.openTab(undefined, CACHE_VERSION + 1)];
        const fences = await Promise.all(tabs.map((tab) => device.lead(tab)));
        for (const index of [0, 1]) await settled(tabs[index]?.device, fences[index] ?? "");
        const elsewhere = aDevice(server, server);
        const other = await elsewhere.openTab();
        const otherFence = await elsewhere.lead(other);
        const names: string[] = [];
        for (const { tab: index, does } of steps) {
          const tab = tabs[index]?.device;
          if (!tab) continue;
          if (does === "act" || does === "send") {
            names.push(`N${names.length}`);
            await mutate(tab, [aClient({ givenName: names.at(-1) ?? "" })]);
            if (does === "send") await exchange(tab, fences[index] ?? "");
          } else if (does === "exchange") await exchange(tab, fences[index] ?? "");
          else if (does === "other") {
            await mutate(other.device, [aClient({ givenName: "elsewhere" })]);
            await settled(other.device, otherFence);
          }
          for (const { device: each } of tabs) {
            await paint(each); // as the other tab's word that something was written makes it
            const shown = [...(await shownRows(each)).values()].map((row) => row["givenName"]);
            for (const name of names) expect(shown.filter((each) => each === name)).toEqual([name]);
          }
        }
        for (const index of [0, 1, 0, 1]) await settled(tabs[index]?.device, fences[index] ?? "");
        for (const { device: each } of tabs) {
          expect(sorted(await canonicalRows(each))).toEqual(sorted(server.rows()));
          expect(await each.cache.view.count()).toBe(0);
          expect(await each.box.outbox.count()).toBe(0);
          each.close();
        }
        other.device.close();
      },
    ),
    { numRuns: 25 },
  );
});

test("each version has a leader of its own; the old cache goes when no tab of its app is left", async () => {
  const profile = aProfile();
  const server = aMemoryServer();
  const device = aDevice(server, server, { profile });
  const [before, after] = [await device.openTab(aTime()), await device.openTab(aTime(), CACHE_VERSION + 1)];
  const [oldEngine, newEngine] = [startEngine(before.device), startEngine(after.device)];
  await mutate(before.device, [aClient()]);
  await vi.waitFor(() => {
    expect(oldEngine.state()).toEqual({ kind: "synced" });
    expect(newEngine.state()).toEqual({ kind: "synced" });
  });
  const count = async () => (await profile.indexedDB.databases()).filter(({ name }) => name?.includes("cache")).length;
  await after.device.cache.dropOlder();
  expect(await count(), "the older app is still open").toBe(2);

  oldEngine.stop();
  before.device.close();
  await vi.waitFor(async () => {
    await after.device.cache.dropOlder();
    expect(await count()).toBe(1);
  });
  newEngine.stop();
  after.device.close();
});

test("what another version of the app says in its own words is passed over", async () => {
  const server = aMemoryServer();
  const device = aDevice(server, server);
  const tab = await device.openTab(aTime());
  const engine = startEngine(tab.device);
  await vi.waitFor(() => expect(engine.state()).toEqual({ kind: "synced" }));
  const channel = tab.device.world.openChannel(`cliently-${CACHE_VERSION}-${server.accountId}`);
  for (const message of [{ kind: "unheard-of" }, null, 7, "written?", { kind: 3 }, { kind: "words" }])
    channel.post(message);
  await mutate(tab.device, [aClient()]);
  await vi.waitFor(async () => expect(await tab.device.box.outbox.count()).toBe(0));
  expect(engine.state()).toEqual({ kind: "synced" });
  engine.stop();
  tab.device.close();
});

async function settled(device: Device | undefined, fence: string): Promise<void> {
  for (let outcome = "more"; device && outcome === "more";) outcome = await exchange(device, fence);
}

function sorted(rows: Map<string, unknown>): [string, unknown][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
