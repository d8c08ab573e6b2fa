import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Database } from "./connect.ts";
import { writeOnce } from "./write-once.ts";

/**
 * What only the process knows, never the database: the key-encryption key that wraps every account's data key, the
 * pepper of passwords, the key of the e-mail index.
 */
export type Secrets = {
  keyEncryptionKey: { version: number; key: Uint8Array };
  pepper: Uint8Array;
  emailIndexKey: Uint8Array;
};

const BYTES = 32;
const FILES = ["key-encryption-key-1", "password-pepper", "email-index-key"] as const;
type File = (typeof FILES)[number];

/**
 * Reads the secrets from `folder`. For a database that was never served they are made (0600); otherwise a missing or
 * wrong one stops the boot, because a new one would lock everybody out of what they wrote. None is ever overwritten.
 */
export async function openSecrets(db: Database, folder: string): Promise<Secrets> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isNew = (await db.secretCheck.count()) === 0;
  const found = new Map(FILES.map((name) => [name, readSecret(join(folder, name), isNew)]));
  const secret = (name: File) => found.get(name) ?? new Uint8Array(); // every name is in the map, by its making

  if (isNew) {
    const data = FILES.map((name) => ({ name, proof: proofOf(name, secret(name)) }));
    await db.secretCheck.createMany({ data, skipDuplicates: true });
  }
  const checks = new Map((await db.secretCheck.findMany()).map(({ name, proof }) => [name, proof]));
  for (const name of FILES) {
    const check = checks.get(name);
    if (check && timingSafeEqual(check, proofOf(name, secret(name)))) continue;
    throw new Error(
      `The key file ${join(folder, name)} is not the one this database was made with. Put that one back from your backup.`,
    );
  }
  return {
    keyEncryptionKey: { version: 1, key: secret("key-encryption-key-1") },
    pepper: secret("password-pepper"),
    emailIndexKey: secret("email-index-key"),
  };
}

function readSecret(file: string, mayMake: boolean): Uint8Array {
  if (!existsSync(file)) {
    if (!mayMake)
      throw new Error(
        `The key file ${file} is missing, and what is in the database needs it. Put it back from your backup.`,
      );
    writeOnce(file, randomBytes(BYTES).toString("base64") + "\n");
  }
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (key.length !== BYTES) throw new Error(`The key file ${file} is damaged: it must hold 32 bytes in base64.`);
  return new Uint8Array(key);
}

function proofOf(name: File, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac("sha256", secret).update(`cliently secret check|${name}`).digest());
}
