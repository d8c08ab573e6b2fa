import { isSettledIn, naming } from "./brought.ts";
import { valueOf, withValues } from "./field-path.ts";
import { byFieldAndStamp, isLater, type Stamp } from "./field.ts";
import { joinedFields, laterOf, type Weighed } from "./joined-fields.ts";
import { withoutSignature } from "./note/held-back.ts";
import { OPEN, takenBack, withUnsigned } from "./note/signature.ts";
import { areSeen, joinedVector } from "./note/vector.ts";
import type { Row, Store } from "./store.ts";

/** The header as it was signed; what another history says instead is kept for the person, unless they settled it. */
export function sealedHeader(signed: Row<"note">, joined: Row<"note">): Row<"note"> {
  const others = Object.entries(joined.stamps).filter(([field, { mid }]) => signed.stamps[field]?.mid !== mid);
  const late = others.map(([field, stamp]) => ({ ...stamp, field, value: valueOf(joined, field) }));
  const open = late.filter((entry) => !isSettledIn(signed, entry));
  const lost = new Map([...joined.lost, ...open].map((entry) => [`${entry.field}|${entry.mid}`, entry]));
  const values = Object.fromEntries(others.map(([field]) => [field, valueOf(signed, field)]));
  return {
    ...withValues(joined, values),
    stamps: signed.stamps,
    lost: [...lost.values()].toSorted(byFieldAndStamp),
  };
}

/** The signatures that were taken back, of those that these notes name. */
export async function undoneOf(store: Store, notes: readonly Row<"note">[]): Promise<string[]> {
  const undone = notes.flatMap(({ unsigned = [] }) => unsigned);
  for (const { signature } of notes) {
    const row = signature && (await store.get("signature", signature));
    if (row && row.undoneAt !== null) undone.push(row.id);
  }
  return undone;
}

/**
 * What is signed in one history stays signed, unless it was taken back in the other; words that its signer cannot have
 * known of wait to become an addendum, and what stands in the header stays. Of two signatures the first stands.
 */
export function joinedSigning(
  held: Row<"note">,
  offered: Row<"note">,
  undone: readonly string[],
  weighed: Weighed,
): Partial<Row<"note">> {
  const edited = laterOf(held.edited, offered.edited);
  const unsigned = withUnsigned(held.unsigned, offered.unsigned);
  const words = { ...(edited ? { edited } : {}), ...(unsigned.length ? { unsigned } : {}) };
  const signed = [held, offered].filter(
    ({ status, signature }) => status === "signed" && signature && !undone.includes(signature),
  );
  const [first] = signed.toSorted(by(signingOf));
  const merged = laterOf(held.merged ?? undefined, offered.merged ?? undefined);
  if (!first) {
    const wasSigned = held.signature !== undefined || offered.signature !== undefined;
    return { ...words, ...(wasSigned ? OPEN : {}), status: "draft", ...(merged ? { merged } : {}) };
  }
  const { signature, signedAt } = first;
  const after = waiting(held, offered, first, weighed).reduce<Stamp | undefined>(laterOf, undefined);
  const decided = signed.filter((note) => note.signature === signature).map(({ decidedUpTo }) => decidedUpTo);
  const decidedUpTo = decided.reduce<string | null>(joinedVector, null);
  return { ...words, status: "signed", signature, signedAt, decidedUpTo, merged: null, after: after ?? null };
}

/** Words that wait for a decision in either history, but for those about which a person decided in the other. */
function waiting(held: Row<"note">, offered: Row<"note">, first: Row<"note">, weighed: Weighed): Stamp[] {
  const isHeld = first === held;
  const other = isHeld ? offered : held;
  const late = isUnseenBy(first, other, isHeld, weighed) ? other.edited : undefined;
  const ours = [isDecidedThere(held, offered, first, weighed) ? null : held.after, isHeld ? null : late];
  // Words of theirs that these stand for and nobody here has seen say so themselves when they come: `askAboutWords`.
  const theirs = [offered.after, isHeld ? late : null].filter(
    (stamp) => stamp && !hasDecided(held, first, stamp, weighed.known.has(stamp.mid)),
  );
  return [...ours, ...theirs].filter((stamp) => stamp !== null && stamp !== undefined);
}

/** Whether those who decided in the other history knew of all that waits in this one: its words are here already. */
function isDecidedThere(
  { after, edited, brought = [] }: Row<"note">,
  offered: Row<"note">,
  first: Row<"note">,
  { known, fresh }: Weighed,
): boolean {
  if (!after || after.mid !== edited?.mid) return false;
  const isShared = known.has(after.mid) && !fresh.has(after.mid);
  const named = namedIn(offered);
  return hasDecided(offered, first, after, isShared) && brought.every((mid) => named.includes(mid));
}

/** Whether a person has left nothing open under the signature that stands, in a row that has met these words. */
function hasDecided(row: Row<"note">, first: Row<"note">, { mid }: Stamp, isKnown: boolean): boolean {
  if (row.status !== "signed" || row.signature !== first.signature || row.after || !row.decidedUpTo) return false;
  return isKnown || namedIn(row).includes(mid);
}

function namedIn({ edited, changed, besides, brought = [] }: Row<"note">): string[] {
  return [...[edited, changed, besides].flatMap((stamp) => (stamp ? [stamp.mid] : [])), ...brought];
}

/** By when it was signed; of two that say the same, by their names. */
function signingOf({ signedAt, signature }: Row<"note">): string {
  return `${String(signedAt ?? 0).padStart(16, "0")}|${signature}`;
}

/** Whether one of two histories has words of a note that whoever signed it in the other cannot have seen. */
function isUnseenBy(first: Row<"note">, other: Row<"note">, isHeld: boolean, { known, fresh }: Weighed): boolean {
  if (!other.edited || other.edited.mid === first.edited?.mid || other.signature === first.signature) return false;
  if (!first.edited || isLater(other.edited, first.edited)) return true;
  const isOfHere = first.changed !== undefined && known.has(first.changed.mid);
  return isHeld ? isOfHere && !known.has(other.edited.mid) : !isOfHere && fresh.has(other.edited.mid);
}

/**
 * What came back to a signed note. Words that neither its signer nor whoever decided since has seen wait for a decision,
 * whatever the row of the note says: that of another device may stand for more than one.
 */
export async function askAboutWords(store: Store, note: Row<"note">, written: Row<"note-update">): Promise<void> {
  const signature = note.status === "signed" && note.signature && (await store.get("signature", note.signature));
  if (!signature || areSeen(written.update, [signature.vector, note.decidedUpTo]) !== false) return;
  const device = written.device ?? note.edited?.device ?? note.id; // words of an earlier build do not say
  const stamp: Stamp = { at: written.madeAt, device, mid: written.id };
  await store.put("note", {
    ...note,
    after: laterOf(note.after ?? undefined, stamp) ?? null,
    ...naming(note, [stamp.mid]),
  });
}

/** A signature that was taken back in one history is taken back, and the note under it is open. */
export async function joinSignature(store: Store, offered: Row<"signature">): Promise<void> {
  const held = await store.get("signature", offered.id);
  const undone = [held?.undoneAt, offered.undoneAt].filter((at) => typeof at === "number");
  const joined = held ?? offered;
  await store.put("signature", undone.length ? takenBack(joined, Math.min(...undone)) : joined);
  const note = await store.get("note", offered.noteId);
  if (undone.length && note?.signature === offered.id) await store.put("note", withoutSignature(note, offered.id));
}

/** What was signed stands, the first of two; a text that differs from it is kept for the person. */
export async function joinAddendum(store: Store, offered: Row<"addendum">, weighed: Weighed): Promise<void> {
  const held = await store.get("addendum", offered.id);
  if (!held) return store.put("addendum", offered);
  const joined = joinedFields(held, offered, weighed);
  const [standing, other] = [held, offered]
    .toSorted(by(sealingOf))
    .filter((addendum, _, all) => all[0]?.status === "signed" || addendum.status !== "signed");
  if (standing?.status !== "signed" || !other) {
    const status = held.status === offered.status ? held.status : "draft";
    return store.put("addendum", { ...joined, status });
  }
  const theirs = other.stamps["text"];
  const isNew = theirs && theirs.mid !== standing.stamps["text"]?.mid && isNews(standing, other, weighed);
  const lost = isNew ? [{ ...theirs, field: "text", value: other.text }] : [];
  const all = new Map(
    [...standing.lost, ...other.lost, ...lost].map((entry) => [`${entry.field}|${entry.mid}`, entry]),
  );
  await store.put("addendum", { ...standing, lost: [...all.values()].toSorted(byFieldAndStamp) });
}

/** Signed ones first, by when and by their words. */
function sealingOf({ status, signedAt, hash }: Row<"addendum">): string {
  return status === "signed" ? `0|${String(signedAt ?? 0).padStart(16, "0")}|${hash}` : "1";
}

function by<T>(keyOf: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0);
}

/** Whether a text says something that the one which was signed cannot have replaced. */
function isNews(standing: Row<"addendum">, other: Row<"addendum">, { known, fresh }: Weighed): boolean {
  const [mine, theirs] = [standing.stamps["text"], other.stamps["text"]];
  if (!mine || !theirs || isLater(theirs, mine)) return true;
  return known.has(mine.mid) ? !known.has(theirs.mid) : fresh.has(theirs.mid);
}
