import { createHmac } from "node:crypto";

import { actAs, Prisma, type Database, type DataKeys, type Secrets } from "@cliently/db";

import type { SignedIn } from "../context.ts";
import { newId } from "../domain/ids.ts";
import { openPasswords } from "./password.ts";
import { openSessions } from "./sessions.ts";

export type Profile = { accountId: string; email: string; name: string; policyVersion: string };
type Newcomer = { email: string; name: string; password: string; policyVersion: string };

/** Accounts and sign-ins: who somebody is, and nothing of what they wrote. */
export type Account = {
  /** Makes an account and signs it in; undefined when the e-mail has one already. */
  signUp(newcomer: Newcomer): Promise<{ profile: Profile; token: string } | undefined>;
  /** Signs in; undefined for a wrong password and for an unknown e-mail alike, after the same time. */
  signIn(email: string, password: string): Promise<{ profile: Profile; token: string } | undefined>;
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
};

export async function openAccounts({ db, keys, secrets, clock, random, offersDemo }: Parts): Promise<Account> {
  const passwords = await openPasswords(secrets.pepper);
  const sessions = openSessions(db, clock, random);

  const profile = async (accountId: string): Promise<Profile> => {
    const key = await keys.of(accountId);
    const row = await actAs(db, accountId, (tx) => tx.account.findUniqueOrThrow({ where: { accountId } }));
    const { email, name } = key.openJson("account", accountId, row.keyVersion, row.sealed) as {
      email: string;
      name: string;
    }; // sealed below
    return { accountId, email, name, policyVersion: row.policyVersion };
  };

  return {
    offersDemo,
    profile,
    sessionByToken: sessions.byToken,
    sessionById: sessions.byId,
    signOut: sessions.end,
    purgeSessions: sessions.purge,

    async signUp({ email, name, password, policyVersion }) {
      const passwordHash = await passwords.hash(password);
      const accountId = newId(clock(), random);
      const at = new Date(clock());
      try {
        await actAs(db, accountId, async (tx) => {
          const account = {
            accountId,
            emailIndex: indexOf(email),
            passwordHash,
            policyVersion,
            policyAgreedAt: at,
            adultAt: at,
            createdAt: at,
          };
          // The key needs its account's row, and the sealed part of that row needs the key.
          await tx.account.create({ data: { ...account, keyVersion: 1, sealed: new Uint8Array() } });
          const key = await keys.create(tx, accountId, at);
          const sealed = key.sealJson("account", accountId, { email, name });
          await tx.account.update({ where: { accountId }, data: { keyVersion: key.version, sealed } });
        });
      } catch (error) {
        if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return undefined;
        throw error;
      }
      const { token } = await sessions.create(accountId);
      return { profile: { accountId, email, name, policyVersion }, token };
    },

    async signIn(email, password) {
      type Found = { account_id: string; password_hash: string };
      const [found] = await db.$queryRaw<Found[]>`SELECT * FROM account_by_email(${indexOf(email)})`;
      const { ok, stale } = await passwords.verify(password, found?.password_hash ?? null);
      if (!found || !ok) return undefined;
      const accountId = found.account_id;
      if (stale) {
        const passwordHash = await passwords.hash(password);
        await actAs(db, accountId, (tx) => tx.account.update({ where: { accountId }, data: { passwordHash } }));
      }
      const { token } = await sessions.create(accountId);
      return { profile: await profile(accountId), token };
    },
  };

  function indexOf(email: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(createHmac("sha256", secrets.emailIndexKey).update(sameAddress(email)).digest());
  }
}

/** What two spellings of one address have in common. */
function sameAddress(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
