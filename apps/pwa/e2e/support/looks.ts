import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Nothing on the page is hard to see or to reach, in light and dark. */
export async function looksRight(page: Page, name: string): Promise<void> {
  await pictures(page, name);
  expect(await violations(page)).toEqual([]);
}

/** What axe finds on the page as it is, in light and dark, which differ by their colours alone. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  let isThere = await page.evaluate(() => "axe" in globalThis);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // To send axe to a page that has it takes longer than what it does there.
    const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ";" }) }).options({ resultTypes: ["violations"] });
    isThere = true;
    axe.setLegacyMode(); // there are no frames to gather from, for which it would open a page of its own each time
    // React Aria's live region names what it is just saying by ids that are gone a moment later. Nobody can reach it.
    axe.exclude("[data-live-announcer]");
    if (colorScheme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
    // Behind an open dialog the page is hidden from everybody; it was looked at on a screen of its own.
    else if (await page.getByRole("dialog").or(page.getByRole("alertdialog")).count())
      axe.disableRules(["landmark-one-main", "page-has-heading-one"]);
    const result = await axe.analyze();
    for (const { id, nodes } of result.violations)
      found.push(`${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }
  return found;
}

/** A picture of the page as it is, in light and dark, where somebody asked for pictures: they take their time. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (!process.env["PICTURES"]) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `reports/shots/${name}-${colorScheme}.png`, caret: "hide" });
  }
}

/** By how many pixels the page, or anything in a dialog on it, is wider than the screen. */
export async function sideways(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll("[role=dialog], [role=dialog] *")].map((box) =>
        (box.checkVisibility() && getComputedStyle(box).overflowX !== "visible" && box.clientWidth > 1) || // 1: only heard
        box === document.documentElement
          ? box.scrollWidth - box.clientWidth
          : 0,
      ),
    ),
  );
}
