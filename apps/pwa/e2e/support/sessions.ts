import type { BrowserContext } from "@playwright/test";

import { callAs } from "./another-device.ts";

/** Lets the server forget this browser's session, while the browser keeps its cookie: as when a sign-in has run out. */
export async function serverForgets(url: string, context: BrowserContext): Promise<void> {
  const call = await callAs(url, context);
  await call("account.signOut", {});
}
