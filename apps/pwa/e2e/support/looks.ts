import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds on the page as it is, in light and dark, which differ by their colours alone. */
export async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // React Aria's live region names what it is just saying by ids that are gone a moment later. Nobody can reach it.
    const axe = new AxeBuilder({ page }).exclude("[data-live-announcer]");
    // Behind an open dialog the page is hidden from everybody; it was looked at on a screen of its own.
    if (colorScheme === "dark") axe.withRules("color-contrast");
    else if (await page.getByRole("dialog").or(page.getByRole("alertdialog")).count())
      axe.disableRules(["landmark-one-main", "page-has-heading-one"]);
    const result = await axe.analyze();
    for (const { id, nodes } of result.violations)
      found.push(`${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }
  return found;
}

/** A picture of the page as it is, in light and dark. */
export async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `reports/shots/${name}-${colorScheme}.png`, caret: "hide" });
  }
}
