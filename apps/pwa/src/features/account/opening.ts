import { flushSync } from "react-dom";

import type { KeyHandover, KeyHolder } from "../../local/key-handover.ts";
import type { Keyring, KeyringEntry } from "../../local/keyring.ts";
import { aSearchSeat, type SearchSeat } from "../../local/search/search-seat.ts";
import { isHandedOver } from "../../platform/handing-over.tsx";
import { adoptFirst } from "../../sync/adopt-first.ts";
import { browserWorld } from "../../sync/browser-world.ts";
import { openDevice, type Device } from "../../sync/device.ts";
import type { Engine } from "../../sync/engine.ts";
import { startEngineLater } from "../../sync/lazy-engine.ts";
import { lazyTransport } from "./lazy-transport.ts";
import { removeRecords } from "./records-here.ts";

/** What a tab shows of the practice of whoever is here, unless it waits behind its lock. */
export type Shown = OpenPractice | { kind: "opening" | "none" | "unreadable" | "revoked" };

type OpenPractice = {
  kind: "open";
  accountId: string;
  email: string;
  name: string | undefined;
  device: Device;
  engine: Engine;
  search: SearchSeat;
  holder: KeyHolder;
};

/** `name`: as the server gave it when the person signed in a moment ago; nothing on the disk says it. */
export type Opening = Pick<KeyringEntry, "accountId" | "email"> & { name?: string };

/** The tab in which it is opened. */
type Tab = {
  keyring: Pick<Keyring, "setCurrent" | "remove">;
  handover: Pick<KeyHandover, "answer">;
  /** Whether words are in it that are nowhere else. */
  hasWords: () => boolean;
  show: (now: Shown) => void;
  /** Begins anew with what is on this device. */
  retry: () => void;
};

/** Opens a practice in this tab; undefined when another tab had something against it before it was in sight. */
export async function openPractice(
  entry: Opening,
  key: Uint8Array<ArrayBuffer>,
  { keyring, handover, hasWords, show, retry }: Tab,
): Promise<Engine | undefined> {
  const { accountId, email, name } = entry;
  /** The practice once it is in sight, and where to go instead of that. */
  const at: { practice?: OpenPractice; elsewhere?: () => void } = {};
  const leave = (to: () => void) => {
    holder.stop();
    if (!at.practice) return void (at.elsewhere = to);
    const { engine, search, device } = at.practice;
    engine.stop();
    search.end();
    device.close();
    to();
  };
  /** Takes the practice out of sight: a screen that goes keeps what is typed on it. Resolves once that is kept. */
  const keepAll = async ({ device }: OpenPractice) => {
    flushSync(() => show({ kind: "opening" }));
    await device.atRest();
  };
  // Before anything is opened: a tab that hands the device over meanwhile must find this one.
  const holder = handover.answer(accountId, key, {
    isHandedOver: () => isHandedOver(accountId),
    async lock() {
      if (at.practice) {
        const { practice } = at;
        const { device } = practice;
        if (hasWords() || !device.isSaving()) return false;
        await keepAll(practice);
        if (hasWords() || !device.isSaving()) {
          show(practice);
          return false;
        }
      }
      leave(retry);
      return true;
    },
    signedOut() {
      const kept = at.practice ? keepAll(at.practice) : Promise.resolve();
      void kept.then(() => leave(() => show({ kind: "none" })));
    },
  });
  const device = await openDevice({ accountId, key, world: browserWorld(lazyTransport()) }).catch((error: unknown) => {
    holder.stop();
    // Never an empty practice: the notice says that the disk does not answer, and tries again.
    show({ kind: "unreadable" });
    throw error;
  });
  // Before anything is in sight: whoever typed on in a field would be at odds with their own last words.
  await adoptFirst(device);
  if (!at.elsewhere) await keyring.setCurrent(accountId);
  if (at.elsewhere) {
    device.close();
    at.elsewhere();
    return undefined;
  }
  const engine = startEngineLater(device);
  const search = aSearchSeat(accountId, key);
  at.practice = { kind: "open", accountId, email, name, device, engine, search, holder };
  show(at.practice);
  // The server's word that the person took this device's access away, and nothing else, removes what is here.
  const forget = engine.onState(() => {
    if (engine.state().kind !== "revoked") return;
    forget();
    leave(() => void removed(keyring, accountId).then(() => show({ kind: "revoked" })));
  });
  return engine;
}

/** Removes everything of an account from this device: its key first, so that nothing that is left can be read. */
async function removed(keyring: Tab["keyring"], accountId: string): Promise<void> {
  await keyring.remove(accountId);
  await removeRecords(accountId);
}
