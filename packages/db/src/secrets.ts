import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What only the process knows, never the database: the key-encryption key that wraps every account's data key, the
 * pepper of passwords, the key of the e-mail index.
 */
export type Secrets = { keyEncryptionKey: { version: number; key: Uint8Array }; pepper: Uint8Array; emailIndexKey: Uint8Array };

const BYTES = 32;
const FILES = { keyEncryptionKey: "key-encryption-key-1", pepper: "password-pepper", emailIndexKey: "email-index-key" };

/**
 * Reads the secrets from `folder`. `mayMake`: the database is new, so missing ones are made (0600); otherwise a
 * missing one stops the boot, because a new one would lock everybody out of what they wrote. None is ever overwritten.
 */
export function readSecrets(folder: string, mayMake: boolean): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const read = (name: string) => readSecret(join(folder, name), mayMake);
  return {
    keyEncryptionKey: { version: 1, key: read(FILES.keyEncryptionKey) },
    pepper: read(FILES.pepper),
    emailIndexKey: read(FILES.emailIndexKey),
  };
}

function readSecret(file: string, mayMake: boolean): Uint8Array {
  if (!existsSync(file)) {
    if (!mayMake) throw new Error(`The key file ${file} is missing, and the database has accounts that need it. Put it back from your backup.`);
    writeFileSync(file, randomBytes(BYTES).toString("base64") + "\n", { mode: 0o600, flag: "wx" });
  }
  const key = Buffer.from(readFileSync(file, "utf8").trim(), "base64");
  if (key.length !== BYTES) throw new Error(`The key file ${file} is damaged: it must hold 32 bytes in base64.`);
  return new Uint8Array(key);
}
