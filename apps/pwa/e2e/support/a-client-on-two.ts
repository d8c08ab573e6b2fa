import { expect } from "@playwright/test";

import { anotherDevice, type Act } from "./another-device.ts";
import type { Seat } from "./browser.ts";
import { addFirstClient, aPerson, syncBadge } from "./person.ts";

/**
 * Somebody new signs up and adds their first client, whom another device knows too: who it is, and how that device sends
 * what it did about them.
 */
export async function aClientOnTwo(
  { page, context }: Pick<Seat, "page" | "context">,
  url: string,
  givenName: string,
  familyName: string,
  person = aPerson(),
): Promise<{ clientId: string; send: (acts: Act[]) => Promise<void> }> {
  await addFirstClient(page, givenName, familyName, person);
  await expect(syncBadge(page)).toContainText("Synced");
  const clientId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return { clientId, send: await anotherDevice(url, context) };
}
