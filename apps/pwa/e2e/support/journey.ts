import { test as base, type BrowserContextOptions } from "@playwright/test";

import { startServer, type TestServer } from "../server.ts";
import { aProfile, aSeat, installsWhenAsked, PHONE, type Profile, type Seat } from "./browser.ts";
import { aPerson, signUp, type Person } from "./person.ts";

/** Somebody who has made an account on the laptop, and holds a phone that has never been here. */
export type TwoDevices = { person: Person; laptop: Seat; phone: Seat };

type Journey = {
  /** A browser that has never been here. */
  newSeat: (look?: BrowserContextOptions) => Promise<Seat>;
  /** A browser whose profile stays when it is killed. */
  newProfile: (look?: BrowserContextOptions) => Profile;
  twoDevices: TwoDevices;
  /** Watches a seat that was opened from a profile, as `newSeat` does by itself. */
  watch: (seat: Seat) => Seat;
};

/** A journey: real server, real browsers. It fails when anything went wrong behind the person's back. */
export const test = base.extend<Journey, { server: TestServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needs of a fixture from this pattern
    async ({}, use) => {
      await using server = await startServer({ env: { SIGN_UPS_PER_HOUR: "1000000" } });
      await use(server);
    },
    { scope: "worker" },
  ],

  watch: async ({ server }, use) => {
    const seats: Seat[] = [];
    const reportsBefore = server.cspReports();
    const bugsBefore = bugs(server);
    await use((seat) => {
      seats.push(seat);
      return seat;
    });
    base.expect(seats.flatMap(({ problems }) => problems)).toEqual([]);
    base.expect(server.cspReports() - reportsBefore, "reports of the content security policy").toBe(0);
    base.expect(bugs(server) - bugsBefore, "bugs in the server's log").toBe(0);
  },

  newSeat: async ({ browser, server, watch }, use) => {
    const seats: Seat[] = [];
    await use(async (look) => {
      const seat = watch(await aSeat(browser, server.url, look));
      await installsWhenAsked(seat.context);
      seats.push(seat);
      return seat;
    });
    for (const { context } of seats) await context.close();
  },

  twoDevices: async ({ newSeat }, use) => {
    const person = aPerson();
    const [laptop, phone] = [await newSeat(), await newSeat(PHONE)];
    await signUp(laptop.page, person);
    await use({ person, laptop, phone });
  },

  newProfile: async ({ server }, use) => {
    const profiles: Profile[] = [];
    await use((look) => {
      const profile = aProfile(server.url, look);
      profiles.push(profile);
      return profile;
    });
    for (const profile of profiles) await profile[Symbol.asyncDispose]();
  },
});

export { expect } from "@playwright/test";

function bugs({ log }: TestServer): number {
  return log.filter(({ event }) => event === "bug" || event === "crash").length;
}
