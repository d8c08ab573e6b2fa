import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { generate } from "selfsigned";

import { give, type RunAs } from "./run-as.ts";

export type Certificate = { ca: string; certFile: string; keyFile: string };

/** The certificate of the embedded Postgres: made at first start, trusted by us alone. */
export async function certificateIn(home: string, as: RunAs): Promise<Certificate> {
  const certFile = join(home, "server.crt");
  const keyFile = join(home, "server.key");
  if (!existsSync(certFile) || !existsSync(keyFile)) {
    const pems = await generate([{ name: "commonName", value: "localhost" }], {
      keyType: "ec",
      curve: "P-256",
      notAfterDate: new Date(Date.now() + 100 * 365 * 86_400_000),
      extensions: [
        { name: "basicConstraints", cA: true },
        {
          name: "subjectAltName",
          altNames: [
            { type: 2, value: "localhost" },
            { type: 7, ip: "127.0.0.1" },
          ],
        },
      ],
    });
    writeFileSync(keyFile, pems.private, { mode: 0o600 });
    writeFileSync(certFile, pems.cert, { mode: 0o644 });
    give(keyFile, as);
    give(certFile, as);
  }
  return { ca: readFileSync(certFile, "utf8"), certFile, keyFile };
}
