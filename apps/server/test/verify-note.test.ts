import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { canonicalJson } from "@cliently/api/domain/digest";
import { sealedAddendum, type SealedNote } from "@cliently/api/domain/note/sealed-note";
import type { SignedFile } from "@cliently/api/domain/note/verify";
import { afterAll, beforeAll, expect, test } from "vitest";

const COMMAND = join(import.meta.dirname, "../src/verify-note.ts");
const NOTE = "0197f2b0-0004-7000-8000-000000000003";
const ADDENDUM = "0197f2b0-0004-7000-8000-000000000050";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cliently-verify-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a signed note that was saved is verified from its file alone", () => {
  expect(verify(JSON.stringify(aSignedFile(), null, 2))).toEqual({
    code: 0,
    lines: [`note ${NOTE} verified`, `addendum ${ADDENDUM} verified`],
  });
});

test("a flipped byte in the note or in an addendum does not match, and ends with 1", () => {
  const file = aSignedFile();
  const note = JSON.stringify({ ...file, sealed: file.sealed.replace("better", "bettes") });
  expect(verify(note)).toEqual({
    code: 1,
    lines: [`note ${NOTE} does not match`, `addendum ${ADDENDUM} verified`],
  });
  const addendum = JSON.stringify({ ...file, addenda: file.addenda.map((each) => ({ ...each, text: "And nest." })) });
  expect(verify(addendum)).toEqual({
    code: 1,
    lines: [`note ${NOTE} verified`, `addendum ${ADDENDUM} does not match`],
  });
});

test("what is no signed note, or is not there, is said to be none", () => {
  expect(verify("{}")).toMatchObject({ code: 1, lines: [expect.stringContaining("is not a signed note")] });
  expect(verify("not even JSON")).toMatchObject({ code: 1 });
  expect(run(join(folder, "missing.json"))).toMatchObject({ status: 1 });
});

function verify(content: string): { code: number | null; lines: string[] } {
  const path = join(folder, "signed.json");
  writeFileSync(path, content);
  const { status, stdout } = run(path);
  return { code: status, lines: stdout.split("\n").filter((line) => line && !line.startsWith("SHA-256")) };
}

function run(path: string) {
  return spawnSync(process.execPath, [COMMAND, path], { encoding: "utf8" });
}

function aSignedFile(): SignedFile {
  const note: SealedNote = {
    v: 1,
    note: NOTE,
    client: { id: "0197f2b0-0004-7000-8000-000000000001", name: "Marigold Thistlewood" },
    signedBy: "Ada Willow",
    signedAt: 1_750_003_600_000,
    template: { id: "narrative", name: "Narrative" },
    startedAt: 1_750_000_000_000,
    endedAt: null,
    number: 3,
    setting: null,
    medium: null,
    present: "",
    safety: null,
    goals: [],
    sections: [{ id: "narrative", name: "Note", content: [{ type: "text", text: "Slept better." }] }],
  };
  const sealed = canonicalJson(note);
  const hash = hashOf(sealed);
  const added = { id: ADDENDUM, text: "And rest.", signedAt: 1_750_010_000_000 };
  return {
    sealed,
    hash,
    addenda: [{ ...added, hash: hashOf(sealedAddendum({ ...added, noteId: NOTE, noteHash: hash })) }],
  };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
