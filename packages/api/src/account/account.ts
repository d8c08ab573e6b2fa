import { createHmac } from "node:crypto";

import { actAs, Prisma, type Database, type DataKeys, type Secrets } from "@cliently/db";

import type { SignedIn } from "../context.ts";
import { newId } from "../domain/new-id.ts";
import { openKnownDevices } from "./known-device.ts";
import { openPasswords } from "./password.ts";
import { openSessions } from "./sessions.ts";
import { makeThrottle } from "./throttle.ts";

export type Profile = { accountId: string; email: string; name: string; policyVersion: string };
type Newcomer = { email: string; name: string; password: string; policyVersion: string };

/** Where somebody signs in from: their IP address, and the cookie of a browser that may be known. */
export type Place = { ip: string; device: string | undefined };

/** A sign-in: the token of the session, and the cookie by which the browser is known from now on. */
export type Entry = { profile: Profile; token: string; device: string };

/** Accounts and sign-ins: who somebody is, and nothing of what they wrote. */
export type Account = {
  /** Makes an account and signs it in; undefined when the e-mail has one already. */
  signUp(newcomer: Newcomer, from: Place): Promise<Entry | undefined>;
  /** Signs in; undefined for a wrong password and for an unknown e-mail alike, after the same time. */
  signIn(email: string, password: string, from: Place): Promise<Entry | undefined>;
  signOut(sessionId: string): Promise<void>;
  /** Whose token this is; using it moves the idle limit. */
  sessionByToken(token: string): Promise<SignedIn | null>;
  /** Whose session this is, if it still stands. Asking is not using. */
  sessionById(sessionId: string): Promise<SignedIn | null>;
  purgeSessions(): Promise<void>;
  profile(accountId: string): Promise<Profile>;
  /** Whether this server offers a demo practice. */
  offersDemo: boolean;
};

type Parts = {
  db: Database;
  keys: DataKeys;
  secrets: Secrets;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  offersDemo: boolean;
  /** How many accounts one network may make in an hour. */
  signUpsPerHour?: number;
};

export async function openAccounts(parts: Parts): Promise<Account> {
  const { db, keys, secrets, clock, random, offersDemo, signUpsPerHour = 60 } = parts;
  const passwords = await openPasswords(secrets.pepper);
  const sessions = openSessions(db, clock, random);
  const devices = openKnownDevices(secrets.emailIndexKey, random);
  const throttle = makeThrottle({ signUpsPerHour });

  return {
    offersDemo,
    profile,
    sessionByToken: sessions.byToken,
    sessionById: sessions.byId,
    signOut: sessions.end,
    purgeSessions: sessions.purge,

    async signUp({ email, name, password, policyVersion }, from) {
      await throttle.signUp(from.ip);
      const passwordHash = await passwords.hash(password);
      const accountId = newId(clock(), random);
      const emailIndex = indexOf(email);
      const at = new Date(clock());
      const stated = { policyVersion, policyAgreedAt: at, adultAt: at, createdAt: at };
      try {
        await actAs(db, accountId, async (tx) => {
          // The key needs its account's row, and the sealed part of that row needs the key.
          const unsealed = { keyVersion: 1, sealed: new Uint8Array() };
          await tx.account.create({ data: { accountId, emailIndex, passwordHash, ...stated, ...unsealed } });
          const key = await keys.create(tx, accountId, at);
          const sealed = key.sealJson("account", accountId, { email, name });
          await tx.account.update({ where: { accountId }, data: { keyVersion: key.version, sealed } });
        });
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return undefined;
        throw error;
      }
      return enter(accountId, emailIndex, from);
    },

    async signIn(email, password, from) {
      const emailIndex = indexOf(email);
      const device = devices.read(from.device, hex(emailIndex));
      const takeBack = await throttle.signIn({ network: from.ip, address: hex(emailIndex), device });
      const accountId = await accountOf(emailIndex, password).catch(async (error: unknown) => {
        await takeBack(); // too busy to look: that was no try
        throw error;
      });
      if (!accountId) return undefined;
      await takeBack();
      return enter(accountId, emailIndex, from);
    },
  };

  /** The account that this address and password open. */
  async function accountOf(emailIndex: Uint8Array, password: string): Promise<string | undefined> {
    type Found = { account_id: string; password_hash: string };
    const [found] = await db.$queryRaw<Found[]>`SELECT * FROM account_by_email(${emailIndex})`;
    const { ok, stale } = await passwords.verify(password, found?.password_hash ?? null);
    if (!found || !ok) return undefined;
    const accountId = found.account_id;
    if (stale) {
      const passwordHash = await passwords.hash(password);
      await actAs(db, accountId, (tx) => tx.account.update({ where: { accountId }, data: { passwordHash } }));
    }
    return accountId;
  }

  async function enter(accountId: string, emailIndex: Uint8Array, from: Place): Promise<Entry> {
    const address = hex(emailIndex);
    const known = devices.read(from.device, address) !== null && from.device;
    const { token } = await sessions.create(accountId);
    return { profile: await profile(accountId), token, device: known || devices.issue(address) };
  }

  async function profile(accountId: string): Promise<Profile> {
    const key = await keys.of(accountId);
    const row = await actAs(db, accountId, (tx) => tx.account.findUniqueOrThrow({ where: { accountId } }));
    const opened = key.openJson("account", accountId, row.keyVersion, row.sealed);
    const { email, name } = opened as { email: string; name: string }; // as sealed in signUp
    return { accountId, email, name, policyVersion: row.policyVersion };
  }

  function indexOf(email: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(createHmac("sha256", secrets.emailIndexKey).update(sameAddress(email)).digest());
  }
}

/** What two spellings of one address have in common. */
function sameAddress(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
