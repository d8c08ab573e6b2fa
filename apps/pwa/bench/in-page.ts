import type { Page } from "@playwright/test";

/**
 * Runs before the app in every page: remembers when keys went down, when the key to the device was derived, and when
 * a text or a number of rows was first on the page. Times are ms since 1970, so that two pages of one machine compare.
 */
export function watchPage(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const now = () => performance.timeOrigin + performance.now();
    const state = {
      keyAt: 0,
      derivedAt: 0,
      seen: {} as Record<string, number>,
      wanted: [] as { name: string; selector: string; text: string; count: number }[],
    };
    Object.assign(globalThis, { bench: state });
    addEventListener("keydown", () => (state.keyAt = now()), { capture: true });
    const Plain = globalThis.Worker;
    globalThis.Worker = class extends Plain {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        this.addEventListener("message", () => (state.derivedAt = now()));
      }
    };
    const look = () => {
      state.wanted = state.wanted.filter(({ name, selector, text, count }) => {
        const found = [...document.querySelectorAll(selector)].filter((element) =>
          (element.textContent ?? "").includes(text),
        );
        if (found.length < count) return true;
        state.seen[name] = now();
        return false;
      });
    };
    new MutationObserver(look).observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
  });
}

type Wanted = { name: string; selector: string; text?: string; count?: number };

/** Asks the page to remember when something is first there. Resolves at once; `seenAt` waits. */
export async function lookFor(page: Page, { name, selector, text = "", count = 1 }: Wanted): Promise<void> {
  await page.evaluate(
    (wanted) => {
      const { bench } = globalThis as unknown as { bench: { seen: Record<string, number>; wanted: unknown[] } }; // made by watchPage
      delete bench.seen[wanted.name];
      bench.wanted.push(wanted);
      document.body.toggleAttribute("data-looked"); // look once now
    },
    { name, selector, text, count },
  );
}

export async function seenAt(page: Page, name: string): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => (globalThis as unknown as { bench: { seen: Record<string, number> } }).bench.seen[wanted], // made by watchPage
    name,
    { timeout: 120_000, polling: 20 },
  );
  return Number(await handle.jsonValue());
}

export async function momentOf(page: Page, what: "keyAt" | "derivedAt"): Promise<number> {
  return page.evaluate((name) => (globalThis as unknown as { bench: Record<string, number> }).bench[name] ?? 0, what); // made by watchPage
}
