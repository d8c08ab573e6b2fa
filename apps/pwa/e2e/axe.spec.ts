import type { Page } from "@playwright/test";

import { startServer, type TestServer } from "./server.ts";
import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test as journey } from "./support/journey.ts";
import { violations } from "./support/looks.ts";
import { aPerson, signIn, signUp } from "./support/person.ts";
import { fillPractice } from "./support/full-practice.ts";
import { aDemo, DOORS, EMPTY, FULL, goInside, LONG, practiceScreens, type Screen } from "./support/screens.ts";

/** Every screen, as axe sees it. With a Postgres of its own the server offers the demo practice. */
const test = journey.extend<object, { server: TestServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the needs of a fixture from this pattern
    async ({}, use) => {
      await using server = await startServer({ own: true, env: { SIGN_UPS_PER_HOUR: "1000000" } });
      await use(server);
    },
    { scope: "worker" },
  ],
});

for (const [size, look] of Object.entries({ laptop: LAPTOP, phone: PHONE })) {
  test(`no screen has an axe violation, in light and dark, on a ${size}`, async ({ newSeat, server }) => {
    test.setTimeout(480_000);
    const stranger = await newSeat(look);
    await stranger.page.goto("/");
    const found = await violationsOn(stranger.page, DOORS);
    await signUp(stranger.page, aPerson());
    found.push(...(await violationsOn(stranger.page, EMPTY)));
    await fillPractice(server.url, stranger.context, {
      clients: 40,
      notes: 40,
      leads: 20,
      characters: 300,
      isLong: true,
    });
    await goInside(stranger.page, "/clients");
    await expect(stranger.page.getByText("41 people")).toBeVisible();
    found.push(...(await violationsOn(stranger.page, [...FULL, ...LONG])));

    const first = await newSeat(look);
    const { person } = await aDemo(first.context);
    const second = await newSeat(look);
    second.expectsRefusal();
    await signIn(second.page, person);
    await second.page.getByRole("row", { name: "Marigold Thistlewood" }).waitFor();
    found.push(...(await violationsOn(second.page, practiceScreens(server.url, person))));
    expect(found).toEqual([]);
  });
}

async function violationsOn(page: Page, screens: Screen[]): Promise<string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await screen.show(page);
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    found.push(...(await violations(page)).map((violation) => `${screen.name} in ${violation}`));
  }
  return found;
}
