import { bucketOf, digestText } from "@cliently/api/domain/digest";
import type { RowChange } from "@cliently/api/domain/protocol";

import { cacheState, type Device } from "./device.ts";

/** Where the sealed digest key belongs. */
export const DIGEST_KEY_PLACE = "digest-key";

/** What this device makes digests with; undefined when the server has not said so, or what it said cannot be read. */
export async function keptDigestKey({ cache, sealer }: Device): Promise<string | undefined> {
  const { digestKey } = await cacheState(cache);
  if (!digestKey) return undefined;
  const key = sealer.open(DIGEST_KEY_PLACE, digestKey) as Promise<string>; // sealed by `apply`
  return key.catch(() => undefined); // syncing goes on without it, and `compare` asks for it anew
}

/** A row's mark, reckoned from the row itself; of a folded text, which holds more than can be seen of it, as told. */
export async function markOf(
  { sealer }: Device,
  key: string | undefined,
  { noun, id, version, row, digest: told }: RowChange,
): Promise<string | undefined> {
  const digest = noun === "note-text" ? told : key && (await sealer.digest(key, digestText(noun, id, version, row)));
  return digest && markWith(bucketOf(noun, id, row), digest);
}

/** A bucket and a digest as one mark. */
export function markWith(bucket: number, digest: string): string {
  return markStart(bucket) + digest;
}

/** How all marks of a bucket begin. */
export function markStart(bucket: number): string {
  return bucket.toString(16).padStart(2, "0");
}

/** The digest in a mark. */
export function digestIn(mark: string): bigint {
  return BigInt(`0x${mark.slice(2)}`);
}
