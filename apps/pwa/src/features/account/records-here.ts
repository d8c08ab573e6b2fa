import { databaseNames } from "../../local/databases.ts";
import { lastExport, lastSync } from "../../platform/kept-time.ts";
import { chooseOnReturn } from "../../platform/return-choice.ts";

/** Removes an account's records from this device, once its key is gone. */
export async function removeRecords(accountId: string): Promise<void> {
  lastSync.forget(accountId);
  lastExport.forget(accountId);
  chooseOnReturn(accountId, true);
  await Promise.all(databaseNames(accountId).map(indexedDbDelete));
}

/** How many changes wait in an account's box; countable without its key. */
export async function countWaiting(accountId: string): Promise<number> {
  const { Box } = await import("../../local/databases.ts");
  const box = new Box(accountId);
  try {
    return (await box.outbox.count()) + (await box.draft.count());
  } finally {
    box.close();
  }
}

function indexedDbDelete(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
