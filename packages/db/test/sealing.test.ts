import { randomBytes, randomUUID } from "node:crypto";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { actAs, openDataKeys, type DataKey } from "../src/index.ts";
import { seal, unseal } from "../src/sealing.ts";
import { testDatabase } from "../src/testing/index.ts";
import { anAccount } from "./accounts.ts";

const key = randomBytes(32);
const words = fc.uint8Array({ maxLength: 400 });
const name = fc.string({ minLength: 1, maxLength: 40 });
const places = fc.tuple(name, name).filter(([about, other]) => about !== other);
const REFUSED = /unable to authenticate|too short/;

describe("a sealed value", () => {
  test("opens to the same bytes, and never looks the same twice", () => {
    fc.assert(
      fc.property(words, name, (plaintext, about) => {
        const sealed = seal(key, about, plaintext);
        expect(sealed.length).toBe(plaintext.length + 28);
        expect(Buffer.from(unseal(key, about, sealed))).toEqual(Buffer.from(plaintext));
        expect(Buffer.compare(sealed, seal(key, about, plaintext))).not.toBe(0);
      }),
    );
  });

  test("with any bit flipped is refused", () => {
    const sealed = seal(key, "a|client|b|1", Buffer.from("slept better"));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => unseal(key, "a|client|b|1", flipped)).toThrow(REFUSED);
    }
  });

  test("cut short anywhere, or with a short tag, is refused", () => {
    const sealed = seal(key, "a|client|b|1", Buffer.from("slept better"));
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal(key, "a|client|b|1", sealed.subarray(0, length))).toThrow(REFUSED);
    }
  });

  test("under another key or about another place is refused", () => {
    fc.assert(
      fc.property(
        words,
        places,
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (plaintext, [about, other], strange) => {
          const sealed = seal(key, about, plaintext);
          expect(() => unseal(key, other, sealed)).toThrow(REFUSED);
          expect(() => unseal(strange, about, sealed)).toThrow(REFUSED);
        },
      ),
    );
  });
});

describe("an account's data key", () => {
  test("opens a value only in its account, table, row and key version", async () => {
    await using base = await testDatabase();
    const [mine, theirs] = [await base.keys.of(await anAccount(base)), await base.keys.of(await anAccount(base))];
    const places = ["client", "note", "summary"].flatMap((table) =>
      [randomUUID(), randomUUID()].map((row) => ({ table, row })),
    );
    for (const { table, row } of places) {
      const sealed = mine.sealJson(table, row, { name: "Ada" });
      expect(mine.openJson(table, row, 1, sealed)).toEqual({ name: "Ada" });
      const opens = (by: DataKey, at: { table: string; row: string }, version = 1) => {
        try {
          by.open(at.table, at.row, version, sealed);
          return true;
        } catch {
          return false;
        }
      };
      expect(opens(theirs, { table, row })).toBe(false);
      expect(opens(mine, { table, row }, 2)).toBe(false);
      expect(places.filter((place) => opens(mine, place))).toEqual([{ table, row }]);
    }
  });

  test("of an older version still opens what it sealed", async () => {
    await using base = await testDatabase();
    const accountId = await anAccount(base);
    const before = await base.keys.of(accountId);
    const row = randomUUID();
    const old = before.sealJson("client", row, "old");

    const kek = base.secrets.keyEncryptionKey;
    const wrapped = seal(kek.key, `${accountId}|account_key|2`, randomBytes(32));
    await actAs(base.db, accountId, (tx) =>
      tx.accountKey.create({ data: { accountId, version: 2, kekVersion: 1, wrapped, createdAt: new Date() } }),
    );
    const after = await openDataKeys(base.db, base.secrets).of(accountId);
    expect(after.version).toBe(2);
    expect(after.openJson("client", row, 1, old)).toBe("old");
    expect(() => before.openJson("client", row, 2, after.sealJson("client", row, "new"))).toThrow("no data key");
  });

  test("cannot be unwrapped with another key-encryption key, nor be another account's", async () => {
    await using base = await testDatabase();
    const accountId = await anAccount(base);
    const strange = { ...base.secrets, keyEncryptionKey: { version: 1, key: randomBytes(32) } };
    await expect(openDataKeys(base.db, strange).of(accountId)).rejects.toThrow(REFUSED);
    await expect(base.keys.of(randomUUID())).rejects.toThrow("no data key");
  });
});
