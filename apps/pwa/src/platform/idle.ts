/** Resolves when the page has nothing to do, or after a second. Safari has no word for it. */
export async function idle(): Promise<void> {
  if (!("requestIdleCallback" in globalThis)) return;
  await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 }));
}
