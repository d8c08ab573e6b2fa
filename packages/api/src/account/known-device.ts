import { createHmac, timingSafeEqual } from "node:crypto";

const ID_BYTES = 16;

export const DEVICE_COOKIE = "__Host-cliently-device";
export const DEVICE_COOKIE_SECONDS = 400 * 24 * 3_600;

/**
 * Tells browsers that an account was signed in from, by a cookie of a random id and its seal for that account's
 * address. It opens nothing: it only counts wrong passwords apart from those of strangers.
 */
export type KnownDevices = {
  /** The id of a browser that `address` knows, or null. */
  read(cookie: string | undefined, address: string): string | null;
  issue(address: string): string;
};

export function openKnownDevices(secret: Uint8Array, random: (bytes: number) => Uint8Array): KnownDevices {
  const key = createHmac("sha256", secret).update("cliently known device").digest();
  const sealOf = (id: string, address: string) => createHmac("sha256", key).update(`${id}|${address}`).digest();

  return {
    read(cookie, address) {
      const [id, seal] = cookie?.split(".", 2) ?? [];
      if (!id || !seal) return null;
      const given = Buffer.from(seal, "base64url");
      const right = sealOf(id, address);
      return given.length === right.length && timingSafeEqual(given, right) ? id : null;
    },
    issue(address) {
      const id = Buffer.from(random(ID_BYTES)).toString("base64url");
      return `${id}.${sealOf(id, address).toString("base64url")}`;
    },
  };
}
