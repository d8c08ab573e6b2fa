import { createHash } from "node:crypto";

import { actAs, type Database } from "@cliently/db";
import { Lucia, TimeSpan, type Adapter, type DatabaseSession } from "lucia";

import type { SignedIn } from "../context.ts";

declare module "lucia" {
  // Lucia learns its attribute types by this interface's name.
  interface Register {
    Lucia: Lucia;
    DatabaseSessionAttributes: { createdAt: Date; endsAt: Date };
  }
}

const DAY_MS = 86_400_000;
const IDLE_DAYS = 7;
const ABSOLUTE_DAYS = 30;
const TOKEN_BYTES = 32;

export const SESSION_COOKIE = "__Host-cliently";
export const SESSION_COOKIE_SECONDS = ABSOLUTE_DAYS * 24 * 3_600;

/** Sign-ins. The token goes to the browser alone; here it is known by its SHA-256. */
export type Sessions = {
  create(accountId: string): Promise<{ token: string }>;
  /** Who holds this token, if it still stands; using it moves the idle limit. */
  byToken(token: string): Promise<SignedIn | null>;
  byId(sessionId: string): Promise<SignedIn | null>;
  end(sessionId: string): Promise<void>;
};

export function openSessions(db: Database, clock: () => number, random: (bytes: number) => Uint8Array): Sessions {
  const lucia = new Lucia(adapter(db, clock), {
    sessionExpiresIn: new TimeSpan(IDLE_DAYS, "d"),
    getSessionAttributes: ({ endsAt }) => ({ endsAt }),
  });

  const byId = async (sessionId: string) => {
    const { session } = await lucia.validateSession(sessionId);
    return session ? { accountId: session.userId, sessionId } : null;
  };

  return {
    async create(accountId) {
      const token = Buffer.from(random(TOKEN_BYTES)).toString("base64url");
      const now = clock();
      const attributes = { createdAt: new Date(now), endsAt: new Date(now + ABSOLUTE_DAYS * DAY_MS) };
      await lucia.createSession(accountId, attributes, { sessionId: idOf(token) });
      return { token };
    },
    byToken: (token) => byId(idOf(token)),
    byId,
    end: (sessionId) => lucia.invalidateSession(sessionId),
  };
}

function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Lucia over our tables. Its own Prisma adapter stops at Prisma 5 and knows no row-level security. */
function adapter(db: Database, clock: () => number): Adapter {
  const find = async (id: string): Promise<DatabaseSession | null> => {
    type Row = { account_id: string; created_at: Date; expires_at: Date; ends_at: Date };
    const [row] = await db.$queryRaw<Row[]>`SELECT * FROM session_by_id(${id})`;
    if (!row || clock() >= Math.min(row.ends_at.getTime(), row.expires_at.getTime())) return null;
    return { id, userId: row.account_id, expiresAt: row.expires_at, attributes: { createdAt: row.created_at, endsAt: row.ends_at } };
  };

  return {
    async getSessionAndUser(id) {
      const session = await find(id);
      return [session, session && { id: session.userId, attributes: {} }];
    },
    async getUserSessions(accountId) {
      const rows = await actAs(db, accountId, (tx) => tx.session.findMany({ where: { accountId } }));
      return rows.map(({ id, expiresAt, createdAt, endsAt }) => ({ id, userId: accountId, expiresAt, attributes: { createdAt, endsAt } }));
    },
    async setSession({ id, userId: accountId, expiresAt, attributes }) {
      await actAs(db, accountId, (tx) => tx.session.create({ data: { accountId, id, expiresAt, ...attributes } }));
    },
    async updateSessionExpiration(id, expiresAt) {
      const session = await find(id);
      if (!session) return;
      const accountId = session.userId;
      await actAs(db, accountId, (tx) => tx.session.update({ where: { accountId_id: { accountId, id } }, data: { expiresAt } }));
    },
    async deleteSession(id) {
      const session = await find(id);
      if (session) await actAs(db, session.userId, (tx) => tx.session.deleteMany({ where: { accountId: session.userId, id } }));
    },
    async deleteUserSessions(accountId) {
      await actAs(db, accountId, (tx) => tx.session.deleteMany({ where: { accountId } }));
    },
    async deleteExpiredSessions() {
      await db.$queryRaw`SELECT purge_expired_sessions(${new Date(clock())}::timestamptz)`;
    },
  };
}
