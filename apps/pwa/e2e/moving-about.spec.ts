import { expect, test } from "@playwright/test";

import { aSite, thisVersion } from "./support/version.ts";

test("going on begins at the top; going back finds the page where it was left", async ({ browser }) => {
  await using version = thisVersion();
  await using site = await aSite(version);
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 390, height: 480 } });
  const page = await context.newPage();
  const top = () => page.evaluate(() => Math.round(scrollY));

  await page.goto("/privacy");
  await expect(page).toHaveTitle("Privacy policy · Cliently");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.mouse.wheel(0, 260);
  await expect.poll(top).toBe(260);

  await page
    .getByRole("link", { name: "Cliently" })
    .first()
    .evaluate((link: HTMLElement) => link.click());
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page).toHaveTitle("Cliently");
  expect(await top()).toBe(0);

  await page.goBack();
  await expect.poll(top).toBe(260);
  await page.goForward();
  await expect.poll(top).toBe(0);
  await context.close();
});
