import { expect } from "@playwright/test";

import { anotherDevice, type Act } from "./another-device.ts";
import type { Seat } from "./browser.ts";
import { addClient, syncBadge } from "./person.ts";

/** Adds a client here, whom another device knows too: who it is, and how that device sends what it did about them. */
export async function aClientOnTwo(
  { page, context }: Pick<Seat, "page" | "context">,
  url: string,
  givenName: string,
  familyName: string,
): Promise<{ clientId: string; send: (acts: Act[]) => Promise<void> }> {
  await addClient(page, givenName, familyName);
  await expect(syncBadge(page)).toContainText("Synced");
  const clientId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return { clientId, send: await anotherDevice(url, context) };
}
