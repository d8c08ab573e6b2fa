import { expect } from "@playwright/test";

import type { Seat } from "./browser.ts";
import { syncBadge } from "./person.ts";

/** Both do something without hearing of each other: what is done here is on the server before the one away comes back. */
export async function apart(away: Seat, here: Seat, does: (seat: Seat) => Promise<void>): Promise<void> {
  await away.goOffline();
  await does(away);
  await does(here);
  await expect(syncBadge(here.page)).toContainText("Synced");
  await away.goOnline();
}
