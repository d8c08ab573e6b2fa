import { ownScript } from "../platform/trusted-types.ts";
import script from "./argon2.worker.ts?worker&url";

/** Argon2id (RFC 9106) of a password. `memorySize` is in KiB. */
export type Argon2Job = { password: string; salt: Uint8Array; iterations: number; memorySize: number };

export type Derive = (job: Argon2Job) => Promise<Uint8Array<ArrayBuffer>>;

/** What new device keys are wrapped with: 64 MiB, three passes. Kept per entry, so that it can be raised later. */
export const ARGON2_COST = { iterations: 3, memorySize: 64 * 1024 };

/** Derives in a worker of its own, which ends with the answer and takes its copy of the password with it. */
export function deriveInWorker(job: Argon2Job): Promise<Uint8Array<ArrayBuffer>> {
  const worker = new Worker(ownScript(script), { type: "module" });
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || "the key worker did not start"));
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}
