/** Resolves when the page has nothing to do, or after `within` ms. Safari has no word for it. */
export async function idle(within = 1_000): Promise<void> {
  if (!("requestIdleCallback" in globalThis)) return;
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: within }));
}
