import { argon2id } from "hash-wasm";

import type { Argon2Job } from "./argon2.ts";

/** Derives a key off the main thread, so that typing and painting go on while 64 MiB are being filled. */
self.addEventListener("message", ({ data }: MessageEvent<Argon2Job>) => {
  void argon2id({ ...data, parallelism: 1, hashLength: 32, outputType: "binary" }).then((key) => self.postMessage(key));
});
