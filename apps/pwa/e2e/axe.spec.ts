import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { startServer, type TestServer } from "./server.ts";
import { LAPTOP, PHONE } from "./support/browser.ts";
import { expect, test as journey } from "./support/journey.ts";
import { aPerson, signIn, signUp } from "./support/person.ts";
import { aDemo, DOORS, EMPTY, practiceScreens, type Screen } from "./support/screens.ts";

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
    test.setTimeout(240_000);
    const stranger = await newSeat(look);
    await stranger.page.goto("/");
    const found = await violations(stranger.page, DOORS);
    await signUp(stranger.page, aPerson());
    found.push(...(await violations(stranger.page, EMPTY)));

    const first = await newSeat(look);
    const { person } = await aDemo(first.context);
    const second = await newSeat(look);
    second.expectsRefusal();
    await signIn(second.page, person);
    await second.page.getByRole("row", { name: "Marigold Thistlewood" }).waitFor();
    found.push(...(await violations(second.page, practiceScreens(server.url, person))));
    expect(found).toEqual([]);
  });
}

async function violations(page: Page, screens: Screen[]): Promise<string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await screen.show(page);
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // React Aria's live region names what it is just saying by ids that are gone a moment later. Nobody can reach it.
      const axe = new AxeBuilder({ page }).exclude("[data-live-announcer]");
      // Behind an open dialog the page is hidden from everybody; it was looked at on a screen of its own.
      if (await page.getByRole("dialog").or(page.getByRole("alertdialog")).count())
        axe.disableRules(["landmark-one-main", "page-has-heading-one"]);
      const result = await axe.analyze();
      for (const { id, nodes } of result.violations) {
        found.push(
          `${screen.name} in ${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
        );
      }
    }
  }
  return found;
}
