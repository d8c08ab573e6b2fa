import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { isAlive } from "../src/embedded/alive.ts";
import { stopCluster } from "../src/embedded/cluster.ts";
import { openDatabase, readAs, writeAs, type OpenedDatabase } from "../src/index.ts";
import { anAccount } from "./accounts.ts";
import { asOwner } from "./as-owner.ts";

const started: ChildProcess[] = [];
let home: string;
let open: OpenedDatabase;
let accountId: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "cliently-boot-"));
  chmodSync(home, 0o711); // so that Postgres stays in there, whoever it runs as
  open = await openDatabase({ dataDir: home });
  accountId = await anAccount(open);
});
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await open.stop();
  await stopCluster(postgresHome());
  rmSync(home, { recursive: true, force: true });
});

describe("keys", () => {
  const keyFile = () => join(home, "keys", "key-encryption-key-1");

  test("are readable by this user alone", () => {
    const files = readdirSync(join(home, "keys"));
    expect(files.toSorted()).toEqual([
      "database-app-password",
      "email-index-key",
      "key-encryption-key-1",
      "password-pepper",
    ]);
    for (const file of files) expect([file, statSync(join(home, "keys", file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  test.each(["key-encryption-key-1", "password-pepper", "email-index-key"])(
    "a missing %s stops the boot and is not made anew",
    async (name) => {
      const file = join(home, "keys", name);
      renameSync(file, `${file}.away`);
      await expect(openDatabase({ dataDir: home })).rejects.toThrow(`The key file ${file} is missing`);
      expect(readdirSync(join(home, "keys"))).not.toContain(name);
      renameSync(`${file}.away`, file);
    },
  );

  test("a wrong or damaged key stops the boot and is not overwritten", async () => {
    const right = readFileSync(keyFile(), "utf8");
    const wrong = randomBytes(32).toString("base64");
    writeFileSync(keyFile(), wrong);
    await expect(openDatabase({ dataDir: home })).rejects.toThrow("is not the one this database was made with");
    expect(readFileSync(keyFile(), "utf8")).toBe(wrong);
    writeFileSync(keyFile(), "short");
    await expect(openDatabase({ dataDir: home })).rejects.toThrow("is damaged");
    writeFileSync(keyFile(), right);
    await reopen();
    expect((await open.keys.of(accountId)).version).toBe(1);
  });
});

describe("the embedded Postgres", () => {
  test("speaks TLS only to whoever trusts its own certificate, and answers on this machine alone", async () => {
    const [row] = await open.db.$queryRaw<{ ssl: boolean; version: string; address: string }[]>`
      SELECT ssl, version, (SELECT setting FROM pg_settings WHERE name = 'listen_addresses') AS address
      FROM pg_stat_ssl WHERE pid = pg_backend_pid()`;
    expect(row).toEqual({ ssl: true, version: "TLSv1.3", address: "127.0.0.1" });
  });

  test("killed with -9, it comes back with everything that was committed", async () => {
    await writeAs(open.db, accountId, (tx) =>
      tx.account.update({ where: { accountId }, data: { policyVersion: "kept" } }),
    );
    await open.db.$disconnect();
    process.kill(postmaster(), "SIGKILL");
    await reopen();
    expect(await readAs(open.db, accountId, (tx) => tx.account.findFirst())).toMatchObject({
      policyVersion: "kept",
      version: 1,
    });
  });

  test("goes on when the process that started it is killed with -9, and the next takes it over", async () => {
    await open.stop();
    const server = await aProcess(`
      const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))});
      await openDatabase({ dataDir: ${JSON.stringify(home)} });
      console.log("ready");
      setInterval(() => {}, 1000);`);
    const before = postmaster();
    server.kill("SIGKILL");
    await once(server, "exit");
    await reopen();
    expect(postmaster()).toBe(before);
    expect(await readAs(open.db, accountId, (tx) => tx.account.count())).toBe(1);
  });

  test("is not pulled from under a process that lives when a second one starts and leaves", async () => {
    const second = await aProcess(`
      const { openDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "../src/index.ts"))});
      const database = await openDatabase({ dataDir: ${JSON.stringify(home)} });
      await database.stop();
      console.log("ready");`);
    if (second.exitCode === null) await once(second, "exit");
    expect(await readAs(open.db, accountId, (tx) => tx.account.count())).toBe(1);
  });

  test("stops in order and leaves no process behind", async () => {
    const pid = postmaster();
    await open.stop();
    expect(isAlive(pid)).toBe(false);
    await reopen();
  });
});

describe("what lies on disk", () => {
  const needles = (count: number) => Array.from({ length: count }, () => `needle-${randomBytes(18).toString("hex")}`);

  test(
    "holds none of 200 sentences written through sealing, and all 200 written without",
    { timeout: 180_000 },
    async () => {
      const key = await open.keys.of(accountId);
      const sealed = needles(200);
      const plain = needles(200);
      await writeAs(open.db, accountId, async (tx) => {
        for (const needle of sealed)
          await tx.client.create({ data: aRow(needle, (row) => key.sealJson("client", row, { name: needle })) });
        for (const needle of plain)
          await tx.client.create({ data: aRow(needle, () => new Uint8Array(Buffer.from(needle))) });
      });
      await onDisk();

      const found = search(postgresHome(), [...sealed, ...plain]);
      expect(plain.filter((needle) => found.has(needle))).toHaveLength(200);
      expect(sealed.filter((needle) => found.has(needle))).toEqual([]);
      const keyTexts = readdirSync(join(home, "keys")).map((name) =>
        readFileSync(join(home, "keys", name), "utf8").trim(),
      );
      expect([...search(postgresHome(), keyTexts)]).toEqual([]);
    },
  );

  function aRow(needle: string, seal: (row: string) => Uint8Array<ArrayBuffer>) {
    const id = `00000000-0000-7000-8000-${needle.slice(7, 19)}`;
    return { accountId, id, ver: 0, createdAt: new Date(), status: "active", keyVersion: 1, sealed: seal(id) };
  }

  /** Forces every page and the log out to the files. */
  async function onDisk(): Promise<void> {
    const [port] = readFileSync(join(postgresHome(), "data", "postmaster.pid"), "utf8")
      .split("\n")
      .slice(3, 4);
    const password = readFileSync(join(postgresHome(), "owner-password"), "utf8");
    const ca = readFileSync(join(postgresHome(), "server.crt"), "utf8");
    await asOwner({ ownerUrl: `postgresql://cliently_owner:${password}@127.0.0.1:${port}/cliently`, ca }, "CHECKPOINT");
  }

  function search(folder: string, wanted: string[]): Set<string> {
    const found = new Set<string>();
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = readFileSync(join(entry.parentPath, entry.name));
      for (const needle of wanted) if (!found.has(needle) && content.includes(needle)) found.add(needle);
    }
    return found;
  }
});

function postgresHome(): string {
  return join(home, "postgres");
}

function postmaster(): number {
  return Number.parseInt(readFileSync(join(postgresHome(), "data", "postmaster.pid"), "utf8"), 10);
}

async function reopen(): Promise<void> {
  await open.stop();
  open = await openDatabase({ dataDir: home });
}

/** A Node of its own, once it has said that it is ready. */
async function aProcess(code: string) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  await once(child.stdout, "data");
  return child;
}
