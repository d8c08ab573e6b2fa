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

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const IDLE_DAYS = 7;
const ABSOLUTE_DAYS = 30;
const TOKEN_BYTES = 32;

/** How exactly the idle limit follows use: a write an hour rather than one a request. */
const SLIDE_MS = HOUR_MS;

export const SESSION_COOKIE = "__Host-cliently";
export const SESSION_COOKIE_SECONDS = ABSOLUTE_DAYS * 24 * 3_600;

/** Sign-ins. The token goes to the browser alone; here it is known by its SHA-256. */
export type Sessions = {
  create(accountId: string): Promise<{ token: string }>;
  /** Who holds this token, if it still stands; using it moves the idle limit. */
  byToken(token: string): Promise<SignedIn | null>;
  /** Whose session this is, if it still stands. Asking is not using. */
  byId(sessionId: string): Promise<SignedIn | null>;
  end(sessionId: string): Promise<void>;
  /** Removes what has expired. */
  purge(): Promise<void>;
};

export function openSessions(db: Database, clock: () => number, random: (bytes: number) => Uint8Array): Sessions {
  const rows = adapter(db, clock);
  const lucia = new Lucia(rows, {
    sessionExpiresIn: new TimeSpan(IDLE_DAYS, "d"),
    getSessionAttributes: ({ endsAt }) => ({ endsAt }),
  });

  return {
    async create(accountId) {
      const token = Buffer.from(random(TOKEN_BYTES)).toString("base64url");
      const now = clock();
      const attributes = { createdAt: new Date(now), endsAt: new Date(now + ABSOLUTE_DAYS * DAY_MS) };
      await lucia.createSession(accountId, attributes, { sessionId: idOf(token) });
      return { token };
    },

    async byToken(token) {
      const { session } = await lucia.validateSession(idOf(token));
      if (!session) return null;
      // Lucia itself moves the limit only after half of it has passed, which would make seven days out of three and a half.
      const whole = Date.now() + IDLE_DAYS * DAY_MS; // Lucia's own clock, as the adapter shifts it
      if (whole - session.expiresAt.getTime() > SLIDE_MS)
        await rows.updateSessionExpiration(session.id, new Date(whole));
      return { accountId: session.userId, sessionId: session.id };
    },

    async byId(sessionId) {
      const [session] = await rows.getSessionAndUser(sessionId);
      return session && { accountId: session.userId, sessionId };
    },
    end: (sessionId) => lucia.invalidateSession(sessionId),
    purge: () => lucia.deleteExpiredSessions(),
  };
}

function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * Lucia over our tables. Its own Prisma adapter stops at Prisma 5 and knows no row-level security. Lucia reads the
 * machine's clock: what it is told and what it says is shifted, so that `clock` decides.
 */
function adapter(db: Database, clock: () => number): Adapter {
  const toLucia = (time: Date) => new Date(time.getTime() - clock() + Date.now());
  const fromLucia = (time: Date) => new Date(time.getTime() + clock() - Date.now());

  const find = async (id: string): Promise<DatabaseSession | null> => {
    type Row = { account_id: string; created_at: Date; expires_at: Date; ends_at: Date };
    const [row] = await db.$queryRaw<Row[]>`SELECT * FROM session_by_id(${id})`;
    if (!row || clock() >= Math.min(row.ends_at.getTime(), row.expires_at.getTime())) return null;
    const attributes = { createdAt: row.created_at, endsAt: row.ends_at };
    return { id, userId: row.account_id, expiresAt: toLucia(row.expires_at), attributes };
  };

  return {
    async getSessionAndUser(id) {
      const session = await find(id);
      return [session, session && { id: session.userId, attributes: {} }];
    },
    async getUserSessions(accountId) {
      const rows = await actAs(db, accountId, (tx) => tx.session.findMany({ where: { accountId } }));
      return rows.map(({ id, expiresAt, createdAt, endsAt }) => {
        return { id, userId: accountId, expiresAt: toLucia(expiresAt), attributes: { createdAt, endsAt } };
      });
    },
    async setSession({ id, userId: accountId, expiresAt, attributes }) {
      const data = { accountId, id, expiresAt: fromLucia(expiresAt), ...attributes };
      await actAs(db, accountId, (tx) => tx.session.create({ data }));
    },
    async updateSessionExpiration(id, expiresAt) {
      const session = await find(id);
      if (!session) return;
      const accountId = session.userId;
      // Many at a time: a session that was ended meanwhile stays ended, and that is no error.
      await actAs(db, accountId, (tx) =>
        tx.session.updateMany({ where: { accountId, id }, data: { expiresAt: fromLucia(expiresAt) } }),
      );
    },
    async deleteSession(id) {
      const session = await find(id);
      if (!session) return;
      const accountId = session.userId;
      await actAs(db, accountId, (tx) => tx.session.deleteMany({ where: { accountId, id } }));
    },
    async deleteUserSessions(accountId) {
      await actAs(db, accountId, (tx) => tx.session.deleteMany({ where: { accountId } }));
    },
    async deleteExpiredSessions() {
      await db.$queryRaw`SELECT purge_expired_sessions(${new Date(clock())}::timestamptz)`;
    },
  };
}
