import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from "node:crypto";

import { actAs } from "./account-scope.ts";
import type { Database, Tx } from "./connect.ts";
import { seal, unseal } from "./sealing.ts";
import type { Secrets } from "./secrets.ts";

const KEPT = 10_000;
const FIRST = 1;

/** An account's data key. `row` is the row's id; a value opens only in the table, row and account it was sealed for. */
export type DataKey = {
  version: number;
  seal(table: string, row: string, plaintext: Uint8Array): Uint8Array<ArrayBuffer>;
  open(table: string, row: string, keyVersion: number, sealed: Uint8Array): Uint8Array<ArrayBuffer>;
  sealJson(table: string, row: string, value: unknown): Uint8Array<ArrayBuffer>;
  openJson(table: string, row: string, keyVersion: number, sealed: Uint8Array): unknown;
  /** The first 8 bytes of HMAC-SHA-256 of a text under the account's digest key, as Postgres keeps a bigint. */
  digest(text: string): bigint;
  /** What digests are made with, for the account's own devices. The same for ever, whichever data key seals now. */
  digestKey: Uint8Array<ArrayBuffer>;
};

export type DataKeys = {
  /** The account's key, unwrapped. Call it before a write transaction, never inside. */
  of(accountId: string): Promise<DataKey>;
  /** Makes the first key of a new account, in the transaction that makes the account. */
  create(tx: Tx, accountId: string, at: Date): Promise<DataKey>;
};

/** Keys of accounts, unwrapped on demand and kept in memory for the most recent ones. */
export function openDataKeys(db: Database, { keyEncryptionKey }: Secrets): DataKeys {
  const kept = new Map<string, DataKey>();

  async function unwrapped(accountId: string): Promise<DataKey> {
    const rows = await actAs(db, accountId, (tx) =>
      tx.accountKey.findMany({ where: { accountId }, orderBy: { version: "asc" } }),
    );
    const keys = rows.map(({ version, wrapped }) => {
      const bytes = unseal(keyEncryptionKey.key, aboutKey(accountId, version), wrapped);
      return [version, secretOf(bytes)] as const;
    });
    return dataKey(accountId, new Map(keys));
  }

  return {
    async of(accountId) {
      const key = kept.get(accountId) ?? (await unwrapped(accountId));
      kept.delete(accountId); // to the end of the line: the one unused for longest goes first
      kept.set(accountId, key);
      const oldest = kept.keys().next().value;
      if (kept.size > KEPT && oldest) kept.delete(oldest);
      return key;
    },

    async create(tx, accountId, at) {
      const version = FIRST;
      const bytes = new Uint8Array(randomBytes(32));
      const wrapped = seal(keyEncryptionKey.key, aboutKey(accountId, version), bytes);
      await tx.accountKey.create({
        data: { accountId, version, kekVersion: keyEncryptionKey.version, wrapped, createdAt: at },
      });
      return dataKey(accountId, new Map([[version, secretOf(bytes)]]));
    },
  };
}

/**
 * The key outside of the heap, where OpenSSL overwrites it once nobody holds it any more; whoever still seals with one
 * that was let go of seals right. The bytes it came as are overwritten now.
 */
function secretOf(bytes: Uint8Array): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function dataKey(accountId: string, keys: Map<number, KeyObject>): DataKey {
  if (!keys.size) throw new Error("this account has no data key");
  const version = Math.max(...keys.keys());
  const keyOf = (wanted: number) => {
    const key = keys.get(wanted);
    if (!key) throw new Error(`no data key of version ${wanted}`);
    return key;
  };
  const about = (table: string, row: string, keyVersion: number) => `${accountId}|${table}|${row}|${keyVersion}`;
  // From the first key, so that a new data key does not make every digest another one (RFC 5869).
  const digestKey = new Uint8Array(hkdfSync("sha256", keyOf(FIRST), accountId, "cliently row digest", 32));
  const digestSecret = createSecretKey(digestKey);
  const self: DataKey = {
    version,
    digestKey,
    digest: (text) => createHmac("sha256", digestSecret).update(text).digest().readBigInt64BE(),
    seal: (table, row, plaintext) => seal(keyOf(version), about(table, row, version), plaintext),
    open: (table, row, keyVersion, sealed) => unseal(keyOf(keyVersion), about(table, row, keyVersion), sealed),
    sealJson: (table, row, value) => self.seal(table, row, Buffer.from(JSON.stringify(value))),
    openJson(table, row, keyVersion, sealed) {
      const value: unknown = JSON.parse(Buffer.from(self.open(table, row, keyVersion, sealed)).toString("utf8"));
      return value;
    },
  };
  return self;
}

function aboutKey(accountId: string, version: number): string {
  return `${accountId}|account_key|${version}`;
}
