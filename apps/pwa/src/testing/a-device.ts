import type { Peer } from "@cliently/api/testing";

import type { Box, Cache } from "../local/databases.ts";
import { openDevice, cacheState, type Device } from "../sync/device.ts";
import { aLine, type Line, type Server } from "./line.ts";
import type { Time } from "./time.ts";
import { aProfile, type Profile, type TestPage } from "./world.ts";

/** One tab of a device, open. */
export type TestTab = { device: Device; page: TestPage; line: Line };

/** A device of a practice: a browser profile with tabs, over the real databases code and the real server code. */
export type TestDevice = {
  profile: Profile;
  /** `time`: the tab's own, when the test moves it. `cacheVersion`: of the app that the tab runs. */
  openTab(time?: Time, cacheVersion?: number): Promise<TestTab>;
  /** Makes a tab the leader, as its lock would. Returns its fence. */
  lead(tab: TestTab): Promise<string>;
};

/** The device key of every device here. */
export const KEY = new Uint8Array(32).fill(7);

export function aDevice(server: Server, member: Peer, { profile = aProfile() } = {}): TestDevice {
  return {
    profile,
    async openTab(time, cacheVersion) {
      const line = aLine(server, member);
      const world = profile.tab(line, time, cacheVersion);
      return { device: await openDevice({ accountId: member.accountId, key: KEY, world }), page: world.page, line };
    },
    async lead({ device: { cache } }) {
      const fence = crypto.randomUUID();
      await cache.transaction("rw", ["meta"], async () => {
        await cache.meta.put({ ...(await cacheState(cache)), fence });
      });
      return fence;
    },
  };
}

/** A device's databases with everything that Dexie can do: these tests run over it. */
export function overDexie({ box, cache }: Device): { box: Box; cache: Cache } {
  if (!("dexie" in box && "dexie" in cache)) throw new Error("this device is not over Dexie");
  return { box: box.dexie as Box, cache: cache.dexie as Cache }; // made by boxOver and cacheOver
}
