import type { Services } from "../context.ts";
import { BUCKETS, digestHex } from "../domain/digest.ts";
import type { BucketReply, BucketRequest, Cursor, DigestReply, DigestRequest } from "../domain/protocol.ts";
import { DeviceRevoked } from "./revoked.ts";
import type { SyncReads } from "./storage.ts";

type Parts = Pick<Services, "storage">;

/** Says in which buckets a device holds something else than the server. */
export function compareDigests(
  { storage }: Parts,
  accountId: string,
  { device, cursor, nouns, sums }: DigestRequest,
): Promise<DigestReply> {
  return storage.read(accountId, async (tx) => {
    if (!(await isAtHead(tx, device, cursor))) return { buckets: null };
    const own = await tx.digests(nouns);
    return { buckets: Array.from({ length: BUCKETS }, (_, n) => n).filter((n) => digestHex(own[n] ?? 0n) !== sums[n]) };
  });
}

/** Everything in a bucket, for a device that holds something else there. */
export function readBucket(
  { storage }: Parts,
  accountId: string,
  { device, cursor, nouns, bucket }: BucketRequest,
): Promise<BucketReply> {
  return storage.read(accountId, async (tx) => {
    if (!(await isAtHead(tx, device, cursor))) return { changes: null };
    return { changes: await tx.bucket(bucket, nouns) };
  });
}

/** Two states can be compared only when they are of the same moment. */
async function isAtHead(tx: SyncReads, device: string, { version, stamp }: Cursor): Promise<boolean> {
  const known = await tx.device(device);
  if (known?.revokedAt) throw new DeviceRevoked();
  const head = await tx.head();
  return head.version === version && head.stamp === stamp;
}
