import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

import { Client, type ClientConfig } from "pg";

const ROLE = "cliently_app";
const ITERATIONS = 4096;

/** The link of the server's own role on the database of `ownerUrl`. */
export function asApp(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = encodeURIComponent(password);
  return url.href;
}

/** Lets the server's role in by this password. Left alone when it is so already: a role belongs to the whole cluster. */
export async function letAppIn(owner: Client, config: ClientConfig, password: string): Promise<void> {
  if (await opens({ ...config, connectionString: asApp(config.connectionString ?? "", password) })) return;
  await owner.query(`ALTER ROLE ${ROLE} LOGIN PASSWORD ${owner.escapeLiteral(scramVerifier(password))}`);
}

async function opens(config: ClientConfig): Promise<boolean> {
  const client = new Client(config);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

/** What Postgres keeps of a password (RFC 5802), made here so that the password itself is in no statement or log. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize("NFKC"), salt, ITERATIONS, 32, "sha256");
  const hmac = (text: string) => createHmac("sha256", salted).update(text).digest();
  const stored = createHash("sha256").update(hmac("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${stored}:${hmac("Server Key").toString("base64")}`;
}
