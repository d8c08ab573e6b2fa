import { actAs, Prisma, type Database, type DataKeys } from "@cliently/db";

/** A summary whose writer gave no sign of life for this long, in ms, is nobody's. */
export const LEASE_MS = 15_000;

/** The rows of summaries that are being written, where every process can find them. */
export type Runs = {
  /** Takes a summary for `owner`; false when somebody else is at it. */
  claim(accountId: string, id: string, owner: string): Promise<boolean>;
  /** Stores the words so far and gives a sign of life. Resolves with whether somebody asked to stop. */
  save(accountId: string, id: string, text: string): Promise<boolean>;
  /** Asks whoever writes it, in whichever process, to stop. */
  askToStop(accountId: string, id: string): Promise<void>;
  /** The words stored so far. */
  stored(accountId: string, id: string): Promise<string>;
  /** Summaries of an account that are being written anywhere, with the words stored so far. */
  of(accountId: string): Promise<{ id: string; text: string }[]>;
  release(accountId: string, id: string): Promise<void>;
  /** Summaries of all accounts that nobody is at: asked for and not begun, or begun and left. */
  left(): Promise<{ accountId: string; id: string; status: string }[]>;
};

type Parts = { db: Database; keys: DataKeys; clock: () => number };
type Sealed = { id: string; keyVersion: number; sealed: Uint8Array };

export function openRuns({ db, keys, clock }: Parts): Runs {
  const sealedText = async (accountId: string, id: string, text: string) => {
    const key = await keys.of(accountId);
    return { keyVersion: key.version, sealed: key.sealJson("summary_run", id, { text }) };
  };
  const textIn = async (accountId: string, { id, keyVersion, sealed }: Sealed) => {
    const opened = (await keys.of(accountId)).openJson("summary_run", id, keyVersion, sealed);
    return (opened as { text: string }).text; // sealed two lines above
  };

  return {
    async claim(accountId, id, owner) {
      const { keyVersion, sealed } = await sealedText(accountId, id, "");
      const now = new Date(clock());
      const stale = new Date(clock() - LEASE_MS);
      const taken = await actAs(db, accountId, (tx) =>
        tx.$executeRaw(Prisma.sql`
          INSERT INTO summary_run (account_id, id, owner, started_at, heartbeat_at, key_version, sealed)
          VALUES (${accountId}::uuid, ${id}::uuid, ${owner}::uuid, ${now}, ${now}, ${keyVersion}, ${sealed})
          ON CONFLICT (account_id, id) DO UPDATE SET owner = excluded.owner, heartbeat_at = excluded.heartbeat_at
          WHERE summary_run.heartbeat_at < ${stale}`),
      );
      return taken > 0;
    },

    async save(accountId, id, text) {
      const data = { ...(await sealedText(accountId, id, text)), heartbeatAt: new Date(clock()) };
      const { stopAt } = await actAs(db, accountId, (tx) =>
        tx.summaryRun.update({ where: { accountId_id: { accountId, id } }, data, select: { stopAt: true } }),
      );
      return stopAt !== null;
    },

    async askToStop(accountId, id) {
      await actAs(db, accountId, (tx) =>
        tx.summaryRun.updateMany({ where: { accountId, id }, data: { stopAt: new Date(clock()) } }),
      );
    },

    async stored(accountId, id) {
      const run = await actAs(db, accountId, (tx) =>
        tx.summaryRun.findUnique({ where: { accountId_id: { accountId, id } } }),
      );
      return run ? textIn(accountId, run) : "";
    },

    async of(accountId) {
      const runs = await actAs(db, accountId, (tx) => tx.summaryRun.findMany({ where: { accountId } }));
      return Promise.all(runs.map(async (run) => ({ id: run.id, text: await textIn(accountId, run) })));
    },

    async release(accountId, id) {
      await actAs(db, accountId, (tx) => tx.summaryRun.deleteMany({ where: { accountId, id } }));
    },

    async left() {
      type Row = { account_id: string; id: string; status: string };
      const silentSince = new Date(clock() - LEASE_MS);
      const rows = await db.$queryRaw<Row[]>`SELECT * FROM open_summaries(${silentSince}::timestamptz)`;
      return rows.map(({ account_id: accountId, id, status }) => ({ accountId, id, status }));
    },
  };
}
