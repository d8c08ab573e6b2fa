import { argon2id } from "hash-wasm";

import type { Argon2Job } from "./argon2.ts";

/** Derives a key off the main thread, so that typing and painting go on while 64 MiB are being filled. */
self.addEventListener("message", async ({ data }: MessageEvent<Argon2Job>) => {
  const key = await argon2id({ ...data, parallelism: 1, hashLength: 32, outputType: "binary" });
  self.postMessage(key);
});
