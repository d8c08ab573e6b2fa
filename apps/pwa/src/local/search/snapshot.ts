import type { SearchSnapshot } from "../databases.ts";
import type { ByteSealer } from "../sealing.ts";
import type { Standing } from "./changes.ts";
import type { Saved } from "./word-index.ts";

/** An index as it is kept, and how far it had read. */
export type Kept = { saved: Saved; standing: Standing };

/** Where the index is kept between visits. It can always be made again: no failure here is anybody's concern. */
export type Snapshots = {
  load(): Promise<Kept | undefined>;
  save(kept: Kept): Promise<void>;
};

const PIECE = 1024 * 1024;

/** Sealed, in pieces that open only together, each in its place; all are replaced in one transaction. */
export function snapshotsIn(open: () => SearchSnapshot, sealer: ByteSealer, newId: () => string): Snapshots {
  async function over<T>(work: (db: SearchSnapshot) => Promise<T>): Promise<T> {
    const db = open();
    try {
      return await work(db);
    } finally {
      db.close(); // nobody who removes the database shall have to wait
    }
  }

  return {
    async load() {
      try {
        const rows = await over((db) => db.piece.orderBy("place").toArray());
        const [head, ...rest] = rows;
        if (!head) return undefined;
        const about = parsed(await sealer.openBytes("search|head", head.sealed)) as Head; // sealed by `save`
        if (about.pieces !== rest.length) return undefined;
        const opened = await Promise.all(
          rest.map(({ sealed }, at) => sealer.openBytes(`search|${about.id}|${at}`, sealed)),
        );
        return unpacked(joined(opened));
      } catch {
        return undefined; // torn, of another key, or the disk does not answer: it is made again
      }
    },

    async save(kept) {
      const bytes = packed(kept);
      const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
        bytes.slice(at * PIECE, (at + 1) * PIECE),
      );
      const about: Head = { id: newId(), pieces: pieces.length };
      const sealed = [
        await sealer.sealBytes("search|head", encoded(about)),
        ...(await Promise.all(pieces.map((piece, at) => sealer.sealBytes(`search|${about.id}|${at}`, piece)))),
      ];
      const rows = sealed.map((piece, place) => ({ place, sealed: piece }));
      await over((db) =>
        db.transaction("rw", db.piece, async () => {
          await db.piece.clear();
          await db.piece.bulkPut(rows);
        }),
      ).catch(() => over((db) => db.delete()).catch(() => {})); // the disk is full: others need it more
    },
  };
}

type Head = { id: string; pieces: number };

/** The postings as they lie in memory, and before them everything else as JSON, after its length. */
function packed({ saved: { postings, ...rest }, standing }: Kept): Uint8Array<ArrayBuffer> {
  const about = encoded({ ...rest, standing });
  const begin = 4 + Math.ceil(about.length / 4) * 4; // postings are read in place, which asks for whole fours
  const bytes = new Uint8Array(begin + postings.byteLength);
  new DataView(bytes.buffer).setUint32(0, about.length, true);
  bytes.set(about, 4);
  bytes.set(new Uint8Array(postings.buffer, postings.byteOffset, postings.byteLength), begin);
  return bytes;
}

function unpacked(bytes: Uint8Array<ArrayBuffer>): Kept {
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const { standing, ...rest } = parsed(bytes.subarray(4, 4 + length)) as Omit<Saved, "postings"> &
    Pick<Kept, "standing">; // packed by `packed`
  const postings = new Uint32Array(bytes.buffer, 4 + Math.ceil(length / 4) * 4);
  return { saved: { ...rest, postings }, standing };
}

function joined(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function encoded(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}
