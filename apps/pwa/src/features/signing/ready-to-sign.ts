import { toBase64 } from "@cliently/api/domain/base64";
import { seenOf } from "@cliently/api/domain/bin";
import { partOf } from "@cliently/api/domain/note/sign-mutations";
import type { Act } from "@cliently/api/domain/catalogue";
import { newId } from "@cliently/api/domain/new-id";
import { SEALED_LENGTH, signerOf } from "@cliently/api/domain/note/signature";
import { sealedNote, type SealedNote } from "@cliently/api/domain/note/sealed-note";
import type { Row } from "@cliently/api/domain/store";
import { BATCH_BYTES } from "@cliently/api/domain/protocol";
import { isUndecided } from "@cliently/api/domain/undecided";
import { encodeStateVector, type Doc } from "yjs";

import { hashOf } from "../../platform/hash-of.ts";
import { cacheState, type Device } from "../../sync/device.ts";
import { timeNow } from "../../sync/outbox.ts";
import { readNote } from "../../sync/read-note.ts";
import { readRow, readRows } from "../../sync/read-row.ts";
import { paint } from "../../sync/view.ts";

/** Why a note cannot be signed just now. The screen has a sentence for each. */
export type NotReady =
  | "unsaved"
  | "unkept"
  | "arriving"
  | "unreadable"
  | "gone"
  | "signed"
  | "undecided"
  | "empty"
  | "changed"
  | "too-long";

/** What is before the signer: everything that will be sealed. */
export type ToSign = {
  note: Row<"note">;
  client: Row<"client">;
  goals: Row<"goal">[];
  doc: Doc;
  /** The last changes of the note that the signer has before them, and how far its words go. */
  seen: string[];
  part: number;
  vector: string;
};

/**
 * What would be signed now, as it is on this device for good, what waits included: never words that another tab has
 * only drafted. `shown`: the text as the signer has it before them; signing anything else is refused.
 */
export async function readyToSign(device: Device, noteId: string, shown: Doc): Promise<ToSign | NotReady> {
  if (!(await cacheState(device.cache)).isWhole) return "arriving";
  const found = await read(device, noteId).catch(() => "unreadable" as const);
  if (typeof found === "string") return found;
  const { note, doc } = found;
  if (note.status === "signed") return "signed";
  if (isUndecided(note)) return "undecided";
  const [kept, before] = [doc, shown].map((text) => sealedBy({ ...found, doc: text }, "", 0));
  if (kept !== before) return "changed";
  if (isEmpty(kept ?? "")) return "empty";
  const seen = seenOf([note]);
  const vector = toBase64(encodeStateVector(doc));
  if (isTooLong({ sealed: kept ?? "", seen, vector })) return "too-long";
  return { ...found, seen, part: partOf(note), vector };
}

/** The act that signs what was shown, by the name that the signer goes by. */
export async function signingOf(device: Device, toSign: ToSign, signedBy: string): Promise<Act> {
  const { world } = device;
  const signedAt = timeNow(device);
  const sealed = sealedBy(toSign, signedBy, signedAt);
  const { note, vector, seen, part } = toSign;
  const signature = newId(world.clock(), world.random);
  const hash = await hashOf(sealed);
  return { name: "note.sign", args: { id: note.id, signature, signedAt, sealed, hash, vector, seen, part } };
}

/** The name under the signature that was made last, whichever device it was made on. An address is nobody's name. */
export async function lastSigner(device: Device): Promise<string | undefined> {
  const [last] = await readRows(device, "signature", { newest: "signedAt", limit: 1 }).catch(() => []);
  const name = last && signerOf(last);
  return name && !/^\S+@\S+$/.test(name) ? name : undefined; // earlier builds put one there when they knew no name
}

async function read(
  device: Device,
  noteId: string,
): Promise<Pick<ToSign, "note" | "client" | "goals" | "doc"> | "gone"> {
  await paint(device); // what waits and was not shown yet
  const note = await readRow(device, "note", noteId);
  const client = note && (await readRow(device, "client", note.clientId));
  if (!note || !client || note.deletedAt !== null) return "gone";
  const goals = await readRows(device, "goal", { list: "clientId", value: note.clientId });
  return { note, client, goals, doc: await readNote(device, noteId) };
}

function sealedBy(
  { doc, note, client, goals }: Pick<ToSign, "note" | "client" | "goals" | "doc">,
  signedBy: string,
  signedAt: number,
): string {
  return sealedNote({ doc, note, client, goals, signedBy, signedAt });
}

/** What comes to it when it is signed: the name, the time, the ids. In characters and in bytes, amply. */
const MORE = 2_000;

/** Whether it is more than a signature holds, or than one batch: what does not fit into one would never leave this device. */
function isTooLong(signing: { sealed: string; seen: string[]; vector: string }): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(signing)).length;
  return signing.sealed.length > SEALED_LENGTH - MORE || bytes > BATCH_BYTES - MORE;
}

/** Whether it says nothing: what it is about, when and how it was held are no words. */
function isEmpty(sealed: string): boolean {
  const { sections, safety, present, goals } = JSON.parse(sealed) as SealedNote; // just made
  return sections.length === 0 && safety === null && present.trim() === "" && goals.length === 0;
}
