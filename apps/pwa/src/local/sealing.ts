import { fromBase64 } from "@cliently/api/domain/base64";
import { gcm } from "@noble/ciphers/aes.js";

const NONCE = 12;

/** What a sealed value never has in common with another: each time something is sealed, it begins with other random bytes. */
export function nonceOf(sealed: Uint8Array): string {
  return sealed.subarray(0, NONCE).join();
}

/**
 * Seals values for the disk: AES-256-GCM over JSON as nonce, ciphertext, tag. `place` names the table and row and is
 * authenticated, so that a value opens nowhere else. The pair without a promise is for the inside of a database
 * transaction, which would be over by the time WebCrypto answered; both read and write the same format.
 */
export type Sealer = {
  seal(place: string, value: unknown): Promise<Uint8Array<ArrayBuffer>>;
  open(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<unknown>;
  sealNow(place: string, value: unknown): Uint8Array<ArrayBuffer>;
  openNow(place: string, sealed: Uint8Array<ArrayBuffer>): unknown;
  /** The first 8 bytes of HMAC-SHA-256 under a key in base64, in hexadecimal digits. */
  digest(key: string, text: string): Promise<string>;
};

/** The same for bytes as they are. */
export type ByteSealer = {
  sealBytes(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
  openBytes(place: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
};

/** A sealer under an account's device key. */
export async function makeSealer(
  accountId: string,
  key: Uint8Array<ArrayBuffer>,
  random: (bytes: number) => Uint8Array<ArrayBuffer>,
): Promise<Sealer & ByteSealer> {
  const cryptoKey = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
  const about = (place: string) => encode(`${accountId}|${place}`);
  const digestKeys = new Map<string, Promise<CryptoKey>>();
  const digestKey = (base64: string) => {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const made =
      digestKeys.get(base64) ?? crypto.subtle.importKey("raw", fromBase64(base64), algorithm, false, ["sign"]);
    digestKeys.set(base64, made);
    return made;
  };

  async function sealBytes(place: string, bytes: Uint8Array<ArrayBuffer>) {
    const iv = random(NONCE);
    const algorithm = { name: "AES-GCM", iv, additionalData: about(place) };
    return joined(iv, new Uint8Array(await crypto.subtle.encrypt(algorithm, cryptoKey, bytes)));
  }

  async function openBytes(place: string, sealed: Uint8Array<ArrayBuffer>) {
    const algorithm = { name: "AES-GCM", iv: sealed.subarray(0, NONCE), additionalData: about(place) };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, cryptoKey, sealed.subarray(NONCE)));
  }

  return {
    seal: (place, value) => sealBytes(place, encode(JSON.stringify(value))),
    open: async (place, sealed) => decoded(await openBytes(place, sealed)),
    sealBytes,
    openBytes,

    sealNow(place, value) {
      const nonce = random(NONCE);
      return joined(nonce, gcm(key, nonce, about(place)).encrypt(encode(JSON.stringify(value))));
    },

    async digest(base64, text) {
      const mac = await crypto.subtle.sign("HMAC", await digestKey(base64), encode(text));
      return Array.from(new Uint8Array(mac, 0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
    },

    openNow: (place, sealed) =>
      decoded(gcm(key, sealed.subarray(0, NONCE), about(place)).decrypt(sealed.subarray(NONCE))),
  };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function decoded(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function joined(nonce: Uint8Array, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(NONCE + sealed.length);
  both.set(nonce);
  both.set(sealed, NONCE);
  return both;
}
