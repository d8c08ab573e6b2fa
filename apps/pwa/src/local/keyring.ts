import { Dexie, type EntityTable } from "dexie";

import { ARGON2_COST, type Derive } from "./argon2.ts";

/**
 * Who has a practice on this device. The e-mail stays open, so that the lock screen can say whose words wait behind
 * it; the device key is wrapped by Argon2id of the password and is nowhere else on disk.
 */
export type KeyringEntry = {
  accountId: string;
  email: string;
  salt: Uint8Array<ArrayBuffer>;
  cost: { iterations: number; memorySize: number };
  nonce: Uint8Array<ArrayBuffer>;
  wrapped: Uint8Array<ArrayBuffer>;
};

export type Keyring = {
  /** The account that is signed in on this device, locked or not. */
  current(): Promise<KeyringEntry | undefined>;
  find(accountId: string): Promise<KeyringEntry | undefined>;
  /** Makes a device key for an account that has none here and wraps it by the password. */
  add(account: { accountId: string; email: string }, password: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The device key, or undefined when the password is not the one that wrapped it. */
  unlock(entry: KeyringEntry, password: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Says which account is signed in here from now on; null for none. */
  setCurrent(accountId: string | null): Promise<void>;
  /** Forgets an account's key: what it sealed on this device can never be read again. */
  remove(accountId: string): Promise<void>;
};

class KeyringDatabase extends Dexie {
  entry!: EntityTable<KeyringEntry, "accountId">;
  meta!: EntityTable<{ name: "current"; accountId: string | null }, "name">;

  constructor() {
    super("cliently-keyring", { chromeTransactionDurability: "strict" });
    this.version(1).stores({ entry: "accountId", meta: "name" });
  }
}

/** Opens the keyring of this browser profile. */
export function openKeyring(derive: Derive): Keyring {
  const db = new KeyringDatabase();

  return {
    async current() {
      const current = await db.meta.get("current");
      return current?.accountId ? db.entry.get(current.accountId) : undefined;
    },

    find: (accountId) => db.entry.get(accountId),

    async add({ accountId, email }, password) {
      const key = crypto.getRandomValues(new Uint8Array(32));
      const salt = crypto.getRandomValues(new Uint8Array(16));
      const nonce = crypto.getRandomValues(new Uint8Array(12));
      const wrapping = await wrappingKey(derive, password, salt, ARGON2_COST);
      const wrapped = await crypto.subtle.encrypt(gcm(accountId, nonce), wrapping, key);
      // add, not put: a second tab that signs in at the same moment must not replace the key of the first.
      await db.entry.add({ accountId, email, salt, cost: ARGON2_COST, nonce, wrapped: new Uint8Array(wrapped) });
      return key;
    },

    async unlock(entry, password) {
      const wrapping = await wrappingKey(derive, password, entry.salt, entry.cost);
      try {
        return new Uint8Array(await crypto.subtle.decrypt(gcm(entry.accountId, entry.nonce), wrapping, entry.wrapped));
      } catch (error) {
        if (error instanceof DOMException && error.name === "OperationError") return undefined;
        throw error;
      }
    },

    async setCurrent(accountId) {
      await db.meta.put({ name: "current", accountId });
    },

    async remove(accountId) {
      await db.transaction("rw", db.entry, db.meta, async () => {
        await db.entry.delete(accountId);
        const current = await db.meta.get("current");
        if (current?.accountId === accountId) await db.meta.put({ name: "current", accountId: null });
      });
    },
  };
}

async function wrappingKey(
  derive: Derive,
  password: string,
  salt: Uint8Array,
  cost: KeyringEntry["cost"],
): Promise<CryptoKey> {
  const bits = await derive({ password: password.normalize("NFC"), salt, ...cost });
  return crypto.subtle.importKey("raw", bits, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function gcm(accountId: string, nonce: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(`keyring|${accountId}`) };
}
