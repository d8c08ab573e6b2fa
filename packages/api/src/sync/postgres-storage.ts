import { actAs, isTransient, Prisma, readAs, writeAs, type DataKey, type Tx } from "@cliently/db";

import type { Services } from "../context.ts";
import { bucketOf, BUCKETS, digestHex } from "../domain/digest.ts";
import { nounNames } from "../domain/layout.ts";
import { PAGE_BYTES, PAGE_ROWS, type RowChange } from "../domain/protocol.ts";
import { isPurged, NO_WORDS } from "../domain/purged.ts";
import type { ListIndex, Noun, Row } from "../domain/store.ts";
import { columnOf, digestOf, openRow, selectFrom, sourceOf, writeRows, type Source, type StoredRow } from "./rows.ts";
import type {
  Head,
  LogEntry,
  Revision,
  SyncNotes,
  SyncReads,
  SyncStorage,
  SyncTidying,
  SyncWrites,
} from "./storage.ts";

type Within = { tx: Tx; accountId: string; key: DataKey };

/** Syncing over Postgres: sealed rows behind the walls between accounts. */
export function postgresStorage({ db, keys }: Pick<Services, "db" | "keys">): SyncStorage {
  // The key is unwrapped before each transaction: inside it would hold the account's lock meanwhile.
  return {
    async read(accountId, work) {
      const key = await keys.of(accountId);
      return readAs(db, accountId, (tx) => work(reads({ tx, accountId, key })));
    },

    async write(accountId, work) {
      const key = await keys.of(accountId);
      const attempt = (savepoint: (tx: Tx) => SyncWrites["savepoint"]) =>
        writeAs(db, accountId, (tx, { before, ...at }) => {
          const within = { tx, accountId, key };
          const all = { ...reads(within), ...notes(within), ...writes(within, at.version), savepoint: savepoint(tx) };
          // Nobody else makes a version meanwhile, so what was before needs no second look.
          const stampOf = async (version: number) => (version === at.version - 1 ? before : all.stampOf(version));
          return work({ ...all, stampOf }, at);
        });
      try {
        return await attempt(hopeful);
      } catch (error) {
        if (!(error instanceof Broke)) throw error;
        return attempt(careful);
      }
    },

    async note(accountId, work) {
      const key = await keys.of(accountId);
      return actAs(db, accountId, (tx) => work(notes({ tx, accountId, key })));
    },

    async tidy(accountId, work) {
      return actAs(db, accountId, (tx) => work(tidying(tx, accountId)));
    },

    async accountsToTidy({ deleted, received }) {
      const rows = await db.$queryRaw<
        { account_id: string }[]
      >`SELECT account_id FROM accounts_to_tidy(${new Date(deleted)}, ${new Date(received)})`;
      return rows.map((row) => row.account_id);
    },

    async versions(accountIds) {
      const rows = await db.$queryRaw<
        { account_id: string; version: number }[]
      >`SELECT * FROM account_versions(${accountIds}::uuid[])`;
      return new Map(rows.map((row) => [row.account_id, row.version]));
    },

    isTransient,
  };
}

function reads(within: Within): SyncReads {
  const { tx, accountId, key } = within;

  async function stampOf(version: number): Promise<string> {
    if (version === 0) return "";
    const [found] = await tx.$queryRaw<
      { stamp: string }[]
    >`SELECT stamp FROM version WHERE account_id = ${accountId}::uuid AND version = ${version}`;
    return found?.stamp ?? "";
  }

  return {
    stampOf,

    async revisions(noteId) {
      const found = await tx.noteRevision.findMany({
        where: { accountId, noteId },
        orderBy: [{ at: "desc" }, { id: "desc" }],
      });
      return found.map((row) => {
        const { id, at, device, reason } = revisionIn(key, row);
        return { id, at, device, reason };
      });
    },

    async revision(id) {
      const found = await tx.noteRevision.findUnique({ where: { accountId_id: { accountId, id } } });
      return found && revisionIn(key, found);
    },

    async head() {
      const [found] = await tx.$queryRaw<Head[]>`
        SELECT a.version, coalesce(v.stamp, '') AS stamp, a.horizon FROM account a
        LEFT JOIN version v ON v.account_id = a.account_id AND v.version = a.version
        WHERE a.account_id = ${accountId}::uuid`;
      if (!found) throw new Error("no such account");
      return found;
    },

    async device(id) {
      const [found] = await tx.$queryRaw<StoredDevice[]>`
        SELECT last_seq AS "lastSeq", cursor_version AS "cursorVersion", pending_reported AS "pendingReported",
          last_seen_at AS "lastSeenAt", forked_at AS "forkedAt", revoked_at AS "revokedAt"
        FROM device WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid`;
      if (!found) return null;
      const { lastSeenAt, forkedAt, revokedAt, ...rest } = found;
      return {
        ...rest,
        lastSeenAt: lastSeenAt.getTime(),
        forkedAt: forkedAt?.getTime() ?? null,
        revokedAt: revokedAt?.getTime() ?? null,
      };
    },

    async deviceLabels() {
      const found = await tx.device.findMany({
        where: { accountId },
        select: { id: true, keyVersion: true, sealed: true },
      });
      return Object.fromEntries(
        found.map(({ id, keyVersion, sealed }) => {
          const { label } = key.openJson("device", id, keyVersion, sealed) as { label: string }; // sealed by keepDevice
          return [id, label];
        }),
      );
    },

    logOf: (deviceId, seqs) => tx.$queryRaw<LogEntry[]>`
      SELECT ${ENTRY} FROM mutation_log
      WHERE account_id = ${accountId}::uuid AND device_id = ${deviceId}::uuid AND seq = ANY (${seqs}::integer[])`,

    firstDecisions: (mids) => tx.$queryRaw<LogEntry[]>`
      SELECT ${ENTRY} FROM mutation_log
      WHERE account_id = ${accountId}::uuid AND mid = ANY (${mids}::uuid[]) AND status <> 'duplicate'`,

    async get<N extends Noun>(noun: N, id: string) {
      const [row] = await tx.$queryRaw<StoredRow[]>(
        selectFrom(sourceOf(noun), accountId, Prisma.sql`id = ${id}::uuid`),
      );
      return row && (openRow(key, row) as Row<N>); // read from this noun's table
    },

    async list<N extends Noun>(noun: N, index: ListIndex<N>, value: string) {
      const column = Prisma.raw(columnOf(index));
      const rows = await tx.$queryRaw<StoredRow[]>(
        selectFrom(sourceOf(noun), accountId, Prisma.sql`${column} = ${value}::uuid ORDER BY id`),
      );
      return rows.map((row) => openRow(key, row) as Row<N>); // read from this noun's table
    },

    async text(noteId) {
      const folded = await tx.noteText.findUnique({ where: { accountId_id: { accountId, id: noteId } } });
      const loose = await tx.noteUpdate.findMany({ where: { accountId, noteId }, orderBy: { ver: "asc" } });
      return [...(folded ? [wordsIn(key, "note_text", folded)] : []), ...loose.map((row) => updateIn(key, row))];
    },

    async page(after) {
      const rows = await tx.$queryRaw<(StoredRow & { cut: boolean })[]>(page(accountId, after));
      return { changes: rows.map((row) => changeOf(key, row)), cut: rows.at(-1)?.cut ?? false };
    },

    async rowsOf(version) {
      const rows = await tx.$queryRaw<StoredRow[]>(everyRow(accountId, (ver) => Prisma.sql`${ver} = ${version}`));
      return rows.map((row) => changeOf(key, row));
    },

    async rowsAt(places) {
      const changes: RowChange[] = [];
      for (const noun of new Set(places.map((place) => place.noun))) {
        const ids = new Set(places.filter((place) => place.noun === noun).map(({ id }) => id));
        const wanted = Prisma.sql`id IN (${Prisma.join([...ids].map((id) => Prisma.sql`${id}::uuid`))})`;
        const rows = await tx.$queryRaw<StoredRow[]>(selectFrom(sourceOf(noun), accountId, wanted));
        changes.push(...rows.map((row) => changeOf(key, row)));
      }
      return changes;
    },

    digestKey: () => Buffer.from(key.digestKey).toString("base64"),

    async digests(nouns) {
      const sums = Array.from({ length: BUCKETS }, () => 0n);
      const add = (bucket: number, digest: bigint) => (sums[bucket] = (sums[bucket] ?? 0n) ^ digest);
      const sources = comparedBy(nouns);
      const parts = sources.map(
        (source) => Prisma.sql`
          SELECT ${bucketIn(source)} AS bucket, bit_xor(digest) AS digest FROM ${Prisma.raw(source.table)}
          WHERE account_id = ${accountId}::uuid AND digest IS NOT NULL GROUP BY 1`,
      );
      const known = await tx.$queryRaw<{ bucket: number; digest: bigint }[]>(Prisma.join(parts, " UNION ALL "));
      for (const { bucket, digest } of known) add(bucket, digest);
      const unknown = sources.map(
        (source) => Prisma.sql`(${selectFrom(source, accountId, Prisma.sql`digest IS NULL`)})`,
      );
      for (const stored of await tx.$queryRaw<StoredRow[]>(Prisma.join(unknown, " UNION ALL "))) {
        const { noun, id, version, row } = changeOf(key, stored);
        add(bucketOf(noun, id, row), digestOf(key, noun, id, version, row));
      }
      return sums;
    },

    async bucket(bucket, nouns) {
      const parts = comparedBy(nouns).map((source) => {
        const lives = Prisma.raw(source.noun === "note-text" ? "digest IS DISTINCT FROM 0" : "NOT tombstone");
        return Prisma.sql`(${selectFrom(source, accountId, Prisma.sql`${bucketIn(source)} = ${bucket} AND ${lives}`)})`;
      });
      const rows = await tx.$queryRaw<StoredRow[]>(Prisma.join(parts, " UNION ALL "));
      return rows.map((row) => changeOf(key, row));
    },

    async bin(until, most) {
      const where = { accountId, tombstone: false, deletedAt: { lte: new Date(until) } };
      const wish = { where, select: { id: true, deletedAt: true }, take: most };
      const found = { client: await tx.client.findMany(wish), note: await tx.note.findMany(wish) };
      return (["client", "note"] as const).flatMap((noun) =>
        found[noun].flatMap(({ id, deletedAt }) => (deletedAt ? [{ noun, id, deletedAt: deletedAt.getTime() }] : [])),
      );
    },

    devicesSeen: (since) =>
      tx.device.findMany({
        where: { accountId, revokedAt: null, lastSeenAt: { gte: new Date(since) } },
        select: { id: true, cursorVersion: true },
      }),

    async versionBy(moment) {
      const where = { accountId, at: { lte: new Date(moment) } };
      const found = await tx.version.aggregate({ where, _max: { version: true } });
      return found._max.version ?? 0;
    },
  };
}

function tidying(tx: Tx, accountId: string): SyncTidying {
  return {
    async removeTombstones(through, most) {
      const [row] = await tx.$queryRaw<
        { last: number | null }[]
      >`SELECT remove_tombstones(${through}::integer, ${most}::integer) AS last`;
      return row?.last ?? null;
    },

    async thinVersions(below, until, most) {
      const [row] = await tx.$queryRaw<
        { last: number | null }[]
      >`SELECT thin_versions(${below}::integer, ${new Date(until)}, ${most}::integer) AS last`;
      return row?.last ?? null;
    },

    async dropArguments(until, most) {
      const [row] = await tx.$queryRaw<
        { dropped: number }[]
      >`SELECT drop_arguments(${new Date(until)}, ${most}::integer) AS dropped`;
      return row?.dropped ?? 0;
    },

    async forgetFailures(until) {
      await tx.poison.deleteMany({ where: { accountId, lastAt: { lte: new Date(until) } } });
    },
  };
}

function notes({ tx, accountId, key }: Within): SyncNotes {
  const poisonAt = (deviceId: string, seq: number) => ({ accountId_deviceId_seq: { accountId, deviceId, seq } });

  return {
    async keepDevice(id, { label, lastSeenAt, lastSeq, cursorVersion, pendingReported, forkedAt }) {
      const seen = new Date(lastSeenAt);
      const forked = typeof forkedAt === "number" ? new Date(forkedAt) : null;
      const sealed = key.sealJson("device", id, { label });
      // Two requests of a new device may come at once: the second finds the first one's row.
      await tx.$executeRaw`
        INSERT INTO device AS known (account_id, id, last_seq, cursor_version, pending_reported, created_at,
          last_seen_at, forked_at, key_version, sealed)
        VALUES (${accountId}::uuid, ${id}::uuid, coalesce(${lastSeq}::integer, 0), coalesce(${cursorVersion}::integer, 0),
          coalesce(${pendingReported}::integer, 0), ${seen}::timestamptz, ${seen}::timestamptz, ${forked}::timestamptz,
          ${key.version}::integer, ${sealed})
        ON CONFLICT (account_id, id) DO UPDATE SET
          last_seq = coalesce(${lastSeq}::integer, known.last_seq),
          cursor_version = coalesce(${cursorVersion}::integer, known.cursor_version),
          pending_reported = coalesce(${pendingReported}::integer, known.pending_reported),
          last_seen_at = excluded.last_seen_at,
          forked_at = CASE WHEN ${forkedAt !== undefined}::boolean THEN excluded.forked_at ELSE known.forked_at END`;
    },

    async revokeDevice(id, now) {
      await tx.device.updateMany({ where: { accountId, id }, data: { revokedAt: new Date(now) } });
    },

    async failures(deviceId, seq) {
      const found = await tx.poison.findUnique({ where: poisonAt(deviceId, seq) });
      return found && { attempts: found.attempts, firstAt: found.firstAt.getTime() };
    },

    async countFailure(deviceId, seq, now, attempts) {
      const at = new Date(now);
      await tx.poison.upsert({
        where: poisonAt(deviceId, seq),
        create: { accountId, deviceId, seq, attempts, firstAt: at, lastAt: at },
        update: { attempts: { increment: attempts }, lastAt: at },
      });
    },
  };
}

/** The words of purged notes go with them. What is folded is no row of the log, so no mutation could do it. */
async function emptyTexts(tx: Tx, accountId: string, key: DataKey, notes: { id: string }[]): Promise<void> {
  for (const { id } of notes) {
    const data = { digest: 0n, keyVersion: key.version, sealed: key.sealJson("note_text", id, { update: NO_WORDS }) };
    await tx.noteText.updateMany({ where: { accountId, id }, data });
    await tx.noteRevision.deleteMany({ where: { accountId, noteId: id } });
  }
}

/** A savepoint did not hold what broke in it: the transaction is taken back and everything tried again with real ones. */
class Broke extends Error {}

/** Hardly anything ever breaks, so at first nothing is paid for it. */
function hopeful(): SyncWrites["savepoint"] {
  return async (work) => {
    try {
      return { done: await work() };
    } catch (error) {
      if (isTransient(error)) throw error;
      throw new Broke("without a savepoint", { cause: error });
    }
  };
}

function careful(tx: Tx): SyncWrites["savepoint"] {
  return async (work) => {
    await tx.$executeRaw`SAVEPOINT part`;
    try {
      const done = await work();
      await tx.$executeRaw`RELEASE SAVEPOINT part`;
      return { done };
    } catch (error) {
      if (isTransient(error)) throw error;
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT part`;
      await tx.$executeRaw`RELEASE SAVEPOINT part`; // it would stay, and hide the one around it
      return { broken: error };
    }
  };
}

function writes(
  { tx, accountId, key }: Within,
  version: number,
): Omit<SyncWrites, keyof SyncReads | keyof SyncNotes | "savepoint"> {
  /** The XOR of all that a text folded up to `upto` holds; what was there is still there. */
  async function digestOfText(noteId: string, upto: number): Promise<bigint> {
    const where = Prisma.sql`ver <= ${upto} AND note_id = ${noteId}::uuid`;
    const swallowed = [
      selectFrom(sourceOf("note-update"), accountId, where),
      selectFrom(TEXTS, accountId, Prisma.sql`id = ${noteId}::uuid`),
    ];
    let sum = 0n;
    for (const statement of swallowed) {
      for (const stored of await tx.$queryRaw<StoredRow[]>(statement)) {
        const { noun, id, version: ver, row } = changeOf(key, stored);
        sum ^= stored.digest ?? digestOf(key, noun, id, ver, row);
      }
    }
    return sum;
  }

  return {
    async put(rows) {
      for (const noun of new Set(rows.map((row) => row.noun))) {
        const own = rows.filter((row) => row.noun === noun).map(({ row }) => row);
        await writeRows(tx, accountId, key, noun, own, version);
        if (noun === "note") await emptyTexts(tx, accountId, key, own.filter(isPurged));
      }
    },

    async log(added) {
      const lines = added.map(({ args, argsHash, madeAt, receivedAt, ...entry }) => ({
        ...entry,
        argsHash: Buffer.from(argsHash).toString("base64"),
        madeAt: new Date(madeAt),
        receivedAt: new Date(receivedAt),
        sealed: Buffer.from(key.sealJson("mutation_log", entry.mid, args)).toString("base64"),
      }));
      await tx.$executeRaw`
        INSERT INTO mutation_log (account_id, device_id, seq, mid, name, args_v, args_hash, status, code, version,
          made_at, received_at, key_version, sealed)
        SELECT ${accountId}::uuid, "deviceId", seq, mid, name, "argsV", decode("argsHash", 'base64'), status, code,
          version, "madeAt", "receivedAt", ${key.version}::integer, decode(sealed, 'base64')
        FROM json_to_recordset(${JSON.stringify(lines)}::json) AS line("deviceId" uuid, seq integer, mid uuid,
          name text, "argsV" integer, "argsHash" text, status text, code text, version integer,
          "madeAt" timestamptz, "receivedAt" timestamptz, sealed text)`;
    },

    async keepRevision({ id, noteId, at, reason, device, update }) {
      const sealed = Buffer.from(key.sealJson("note_revision", id, { update, device }));
      await tx.$executeRaw`
        INSERT INTO note_revision (account_id, id, note_id, at, reason, key_version, sealed)
        VALUES (${accountId}::uuid, ${id}::uuid, ${noteId}::uuid, ${new Date(at)}, ${reason}, ${key.version}, ${sealed})
        ON CONFLICT DO NOTHING`;
    },

    async dropRevisions(ids) {
      await tx.noteRevision.deleteMany({ where: { accountId, id: { in: [...ids] } } });
    },

    async textSizes(noteIds) {
      if (noteIds.length === 0) return [];
      const ids = Prisma.join(noteIds.map((id) => Prisma.sql`${id}::uuid`));
      const found = await tx.$queryRaw<{ noteId: string; updates: number; sealed: number }[]>`
        SELECT loose.note_id AS "noteId", loose.updates, loose.bytes + coalesce(octet_length(folded.sealed), 0) AS sealed
        FROM (
          SELECT note_id, count(*)::integer AS updates, sum(octet_length(sealed))::integer AS bytes FROM note_update
          WHERE account_id = ${accountId}::uuid AND note_id IN (${ids}) GROUP BY note_id
        ) AS loose
        LEFT JOIN note_text folded ON folded.account_id = ${accountId}::uuid AND folded.id = loose.note_id`;
      // Stored as base64, four letters for three bytes, in a seal.
      return found.map(({ noteId, updates, sealed }) => ({ noteId, updates, bytes: Math.floor((sealed * 3) / 4) }));
    },

    async loose(noteId, most) {
      const oldest = await tx.noteUpdate.findMany({
        where: { accountId, noteId },
        orderBy: [{ ver: "asc" }, { id: "asc" }],
        take: most,
      });
      const upto = oldest.at(-1)?.ver ?? 0;
      const rest = await tx.noteUpdate.findMany({
        where: { accountId, noteId, ver: upto, id: { notIn: oldest.map(({ id }) => id) } },
      });
      const folded = await tx.noteText.findUnique({ where: { accountId_id: { accountId, id: noteId } } });
      return {
        folded: folded && wordsIn(key, "note_text", folded),
        updates: [...oldest, ...rest].map((row) => updateIn(key, row)),
        upto,
      };
    },

    async fold(noteId, upto, update) {
      const sealed = key.sealJson("note_text", noteId, { update });
      const folded = { upto, keyVersion: key.version, sealed, digest: await digestOfText(noteId, upto) };
      await tx.noteText.upsert({
        where: { accountId_id: { accountId, id: noteId } },
        create: { accountId, id: noteId, ...folded },
        update: folded,
      });
      await tx.$queryRaw`SELECT fold_note_updates(${noteId}::uuid, ${upto})`;
    },
  };
}

type StoredDevice = {
  lastSeq: number;
  cursorVersion: number;
  pendingReported: number;
  lastSeenAt: Date;
  forkedAt: Date | null;
  revokedAt: Date | null;
};

/** A `LogEntry`. Only `log` writes these lines, with a status of the type. */
const ENTRY = Prisma.raw(
  `device_id AS "deviceId", seq, mid, name, args_v AS "argsV", args_hash AS "argsHash", status, code, version`,
);

type SealedText = { id: string; keyVersion: number; sealed: Uint8Array };

const updateIn = (key: DataKey, row: SealedText) => wordsIn(key, "note_update", row);

function wordsIn(key: DataKey, table: string, { id, keyVersion, sealed }: SealedText): string {
  return (key.openJson(table, id, keyVersion, sealed) as { update: string }).update; // a sealed NoteUpdate or NoteText
}

type StoredRevision = SealedText & { noteId: string; at: Date; reason: string };

function revisionIn(key: DataKey, { id, noteId, at, reason, keyVersion, sealed }: StoredRevision): Revision {
  const { update, device } = key.openJson("note_revision", id, keyVersion, sealed) as {
    update: string;
    device: string;
  }; // sealed by keepRevision
  return { id, noteId, at: at.getTime(), reason: reason as Revision["reason"], update, device }; // written by keepRevision
}

/** Folded text counts at the newest update it holds: a device past that has all of it as updates. */
const TEXTS: Source = { noun: "note-text", table: "note_text", ver: "upto", open: { upto: "number" } };
const PULLED: Source[] = [...nounNames.map(sourceOf), TEXTS];

function changeOf(key: DataKey, stored: StoredRow): RowChange {
  const { noun, id, ver: version, digest } = stored;
  const row = openRow(key, stored);
  if (noun !== "note-text") return { noun, id, version, row };
  return { noun, id, version, row, digest: digestHex(digest ?? digestOf(key, noun, id, version, row)) };
}

/** What a device that keeps these nouns is compared in. */
function comparedBy(nouns: readonly string[]): Source[] {
  return PULLED.filter(({ noun }) => nouns.includes(noun === "note-text" ? "note-update" : noun));
}

/** `bucketOf`, in Postgres. */
function bucketIn({ noun }: Source): Prisma.Sql {
  const place = Prisma.raw(noun === "note-update" ? "note_id" : "id");
  return Prisma.sql`get_byte(uuid_send(${place}), 15) % ${Prisma.raw(String(BUCKETS))}`;
}

/**
 * At most PAGE_ROWS + 1 rows and about PAGE_BYTES; `cut` on the last row when bytes ended the page. Each table gives no
 * more than a page by its own index, so that a page costs the same however much comes after it.
 */
function page(accountId: string, after: number): Prisma.Sql {
  const limit = Prisma.raw(String(PAGE_ROWS + 1));
  const some = everyRow(accountId, (ver) => Prisma.sql`${ver} > ${after} ORDER BY ${ver} LIMIT ${limit}`);
  return Prisma.sql`
    SELECT noun, id, ver, "keyVersion", sealed, digest, open, bytes > ${PAGE_BYTES} AS cut FROM (
      SELECT *, sum(octet_length(sealed)) OVER (ORDER BY ver, noun, id) AS bytes
      FROM (SELECT * FROM (${some}) AS everything ORDER BY ver, noun, id LIMIT ${limit}) AS first
    ) AS summed
    WHERE bytes - octet_length(sealed) <= ${PAGE_BYTES} ORDER BY ver, noun, id`;
}

function everyRow(accountId: string, where: (ver: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  const parts = PULLED.map((source) => Prisma.sql`(${selectFrom(source, accountId, where(Prisma.raw(source.ver)))})`);
  return Prisma.join(parts, " UNION ALL ");
}
