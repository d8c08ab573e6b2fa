import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from "node:crypto";

const NONCE = 12;
const TAG = 16;

/** One sealed value: nonce, ciphertext, tag. AES-256-GCM (NIST SP 800-38D); `about` is authenticated, not stored. */
export function seal(key: Uint8Array | KeyObject, about: string, plaintext: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(about));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
}

/** Opens a sealed value. Throws when a bit of it, its key or its place is another than at sealing. */
export function unseal(key: Uint8Array | KeyObject, about: string, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  if (sealed.length < NONCE + TAG) throw new Error("sealed value too short");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return new Uint8Array(
    Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]),
  );
}
