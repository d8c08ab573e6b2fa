import { createHash } from "node:crypto";

import { applyUpdateV2, Doc } from "yjs";
import { describe, expect, test } from "vitest";

import { aClient, aNoteText, anId } from "../../testing/index.ts";
import { fromBase64 } from "../base64.ts";
import type { Row } from "../store.ts";
import { sealedAddendum, sealedNote } from "./sealed-note.ts";
import { inGroups, SignedFile, verified } from "./verify.ts";

const hashOf = async (text: string) => createHash("sha256").update(text).digest("hex");

describe("a signed note as a file", () => {
  test("is right as it was saved, with everything that was added", async () => {
    const file = await aSignedFile();
    expect(SignedFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    expect((await verified(file, hashOf)).map(({ what, isRight }) => `${what} ${isRight}`)).toEqual([
      "note true",
      "addendum true",
      "addendum true",
    ]);
  });

  test("does not match when one character of the note is another", async () => {
    const file = await aSignedFile();
    const sealed = file.sealed.replace("Slept", "Slopt");
    expect((await verified({ ...file, sealed }, hashOf)).map(({ isRight }) => isRight)).toEqual([false, true, true]);
  });

  test("does not match when any byte of it is flipped, whatever it says then", async () => {
    const file = await aSignedFile();
    const bytes = new TextEncoder().encode(file.sealed);
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      const [note] = await verified({ ...file, sealed: new TextDecoder().decode(flipped) }, hashOf);
      expect(note?.isRight, `byte ${at}`).toBe(false);
    }
  });

  test("tells which addendum was changed, and finds one that belongs to another note", async () => {
    const file = await aSignedFile();
    const other = await aSignedFile();
    const [first, second] = file.addenda;
    const changed = { ...file, addenda: [{ ...first!, signedAt: first!.signedAt + 1 }, second!, other.addenda[0]!] };
    expect((await verified(changed, hashOf)).map(({ isRight }) => isRight)).toEqual([true, false, true, false]);
  });

  test("is no signed note when something else was sealed, though the hash is of it", async () => {
    const file = await aSignedFile();
    const sealed = '{"note":"x"}';
    const [note] = await verified({ sealed, hash: await hashOf(sealed), addenda: [] }, hashOf);
    expect(note?.isRight).toBe(false);
    const spaced = JSON.stringify(JSON.parse(file.sealed), null, 1);
    const [same] = await verified({ sealed: spaced, hash: await hashOf(spaced), addenda: [] }, hashOf);
    expect(same?.isRight, "only the one spelling is signed").toBe(false);
  });
});

test("a hash is read in groups of four", () => {
  expect(inGroups("0123456789ab")).toBe("0123 4567 89ab");
});

async function aSignedFile(): Promise<SignedFile> {
  const { fields, id: clientId } = aClient({ familyName: "Thistlewood" }).args;
  const doc = new Doc();
  applyUpdateV2(doc, fromBase64(aNoteText({ subjective: "Slept better.", plan: "- Walk\n- Call, ‘täglich’" })));
  const client = { id: clientId, createdAt: 0, deletedAt: null, ...fields, stamps: {}, lost: [] };
  const note: Row<"note"> = {
    id: anId(),
    clientId,
    createdAt: 0,
    status: "draft",
    deletedAt: null,
    template: "soap",
    startedAt: 1_750_000_000_000,
    stamps: {},
    lost: [],
  };
  const signing = { doc, note, client: client as unknown as Row<"client">, goals: [] }; // all that is sealed of it
  const sealed = sealedNote({ ...signing, signedBy: "Ada Willow", signedAt: 1_750_003_600_000 });
  const hash = await hashOf(sealed);
  const addendum = async (text: string, signedAt: number) => {
    const words = { id: anId(), text, signedAt };
    return { ...words, hash: await hashOf(sealedAddendum({ ...words, noteId: note.id, noteHash: hash })) };
  };
  const addenda = [await addendum("And rest.", 1_750_010_000_000), await addendum("Moved.", 1_750_020_000_000)];
  return { sealed, hash, addenda };
}
