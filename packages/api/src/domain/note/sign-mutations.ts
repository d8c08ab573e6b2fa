import { z } from "zod";

import { hasSeen, Seen, stampOf } from "../bin.ts";
import { changeOf, firstStamps, mergeFields, settleLost } from "../field.ts";
import { Id } from "../ids.ts";
import { defineMutation, Refused } from "../mutation.ts";
import type { Row, Store } from "../store.ts";
import { Time } from "../text.ts";
import { undecided } from "../undecided.ts";
import { Addendum } from "./addendum.ts";
import { withoutSignature } from "./held-back.ts";
import { change, found, settledWords } from "./mutations.ts";
import { Sha256, Signature, takenBack, UNSIGN_MS } from "./signature.ts";
import { isVector, Vector } from "./vector.ts";

/** How far the last edit of a note has grown on its device, before it was sent: its mid stays the same. */
export function partOf({ edited }: Pick<Row<"note">, "edited">): number {
  return edited?.part ?? 1;
}

/**
 * Signs a note: `sealed` is what it says, `seen` the last changes of the note that the signer had before them, `part` how
 * far the last of its edits had grown by then. Refused when something was changed since: then it has to be read again.
 */
export const signNote = defineMutation({
  args: z.strictObject({
    id: Id,
    signature: Id,
    signedAt: Time,
    sealed: Signature.shape.sealed.min(2),
    hash: Sha256,
    vector: Vector,
    seen: Seen,
    part: z.int().min(1),
  }),
  async run(store, { id, signature, seen, part, ...signed }, made) {
    const note = await found(store, id);
    if (note.status === "signed") throw new Refused("note-signed");
    if (await store.get("signature", signature)) throw new Refused("signature-exists");
    if (!isVector(signed.vector)) throw new Refused("text-unreadable");
    if (!hasSeen(seen, [note]) || part !== partOf(note)) throw new Refused("note-changed");

    const { signedAt } = signed;
    await change(store, { ...note, status: "signed", signature, signedAt, merged: null, after: null }, made);
    await store.put("signature", {
      id: signature,
      noteId: id,
      clientId: note.clientId,
      undoneAt: null,
      ...signed,
      made: stampOf(made),
    });
  },
});

/** Takes a signature back: within ten minutes, and as long as nothing was added under it. */
export const unsignNote = defineMutation({
  args: z.strictObject({ id: Id, signature: Id }),
  async run(store, { id, signature: signatureId }, made) {
    const note = await found(store, id);
    const signature = await store.get("signature", signatureId);
    if (!signature || note.status !== "signed" || note.signature !== signatureId) throw new Refused("note-unsigned");
    if (made.at - signature.made.at > UNSIGN_MS) throw new Refused("signature-final");
    const addenda = await store.list("addendum", "noteId", id);
    if (addenda.some(({ status }) => status === "signed")) throw new Refused("signature-final");

    await change(store, withoutSignature(note, signatureId), made);
    await store.put("signature", takenBack(signature, made.at));
  },
});

/** Begins an addendum to a signed note. `settles`: the words that came after the signature which it takes in. */
export const beginAddendum = defineMutation({
  args: z.strictObject({
    id: Id,
    noteId: Id,
    text: Addendum.shape.text,
    settles: z.strictObject({ mid: Id, vector: Vector }).nullable(),
  }),
  async run(store, { id, noteId, text, settles }, made) {
    const note = await found(store, noteId);
    if (note.status !== "signed") throw new Refused("note-unsigned");
    const isThere = (await store.get("addendum", id)) !== undefined;
    if (isThere && !made.again) throw new Refused("addendum-exists");
    if (settles && !isVector(settles.vector)) throw new Refused("text-unreadable");
    const isSettled = settles !== null && note.after?.mid === settles.mid;
    const settled = isSettled ? settledWords(note, settles.vector) : note;
    if (isThere) return store.put("note", settled); // it came back before the act that began it
    await change(store, settled, made);
    await store.put("addendum", {
      id,
      noteId,
      clientId: note.clientId,
      createdAt: made.at,
      signedAt: null,
      status: "draft",
      text,
      hash: null,
      stamps: firstStamps(["text"], made),
      lost: [],
    });
  },
});

/** Writes on an addendum that is not signed yet. */
export const changeAddendum = defineMutation({
  args: z.strictObject({ id: Id, text: changeOf(Addendum.shape.text) }),
  async run(store, { id, text }, made) {
    const addendum = await foundAddendum(store, id);
    if (addendum.status === "signed") throw new Refused("addendum-signed");
    await change(store, await found(store, addendum.noteId), made); // words that nobody knew of keep a note out of the bin
    // Whoever writes on did not know that it was thrown away.
    await store.put("addendum", mergeFields({ ...addendum, status: "draft" as const }, { text }, made));
  },
});

/** The person has decided about a lost text. Taking it over is an `addendum.change` beside this. */
export const settleAddendum = defineMutation({
  args: z.strictObject({ id: Id, field: z.string().max(60), mid: Id }),
  async run(store, { id, field, mid }) {
    const addendum = await foundAddendum(store, id);
    const settled = settleLost(addendum, field, mid);
    if (settled !== addendum) await store.put("addendum", settled);
  },
});

/**
 * Signs an addendum, for good. `seen`: the last change of its text that the signer had before them; `signature`: the one
 * that it is added under, because its hash names that one's.
 */
export const signAddendum = defineMutation({
  args: z.strictObject({ id: Id, signature: Id, signedAt: Time, hash: Sha256, seen: Id }),
  async run(store, { id, signature, signedAt, hash, seen }, made) {
    const addendum = await foundAddendum(store, id);
    if (addendum.status === "signed") throw new Refused("addendum-signed");
    const note = await found(store, addendum.noteId);
    if (note.status !== "signed") throw new Refused("note-unsigned");
    const isOther = addendum.stamps["text"]?.mid !== seen || note.signature !== signature;
    if (addendum.status !== "draft" || undecided(addendum).length || isOther) throw new Refused("note-changed");
    await change(store, note, made);
    await store.put("addendum", { ...addendum, status: "signed", signedAt, hash });
  },
});

/**
 * Throws an addendum away that is not signed; its words stay, so that writing on brings it back. `seen`: the last change
 * of its text that the person had before them.
 */
export const discardAddendum = defineMutation({
  args: z.strictObject({ id: Id, seen: Id }),
  async run(store, { id, seen }) {
    const addendum = await foundAddendum(store, id);
    if (addendum.status === "signed") throw new Refused("addendum-signed");
    if (addendum.stamps["text"]?.mid !== seen || undecided(addendum).length) throw new Refused("note-changed");
    await store.put("addendum", { ...addendum, status: "discarded" });
  },
});

async function foundAddendum(store: Store, id: string): Promise<Row<"addendum">> {
  const addendum = await store.get("addendum", id);
  if (!addendum) throw new Refused("addendum-unknown");
  return addendum;
}
