import type { Device } from "./device.ts";

const REQUEST_MS = 30_000;

/** Fails when a request takes too long: a half-open line never answers. */
export function inTime<T>(world: Pick<Device["world"], "after">, request: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = world.after(REQUEST_MS, () => reject(new Error("no answer in time")));
    request.then(resolve, reject).finally(cancel);
  });
}
