import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { inGroups, SignedFile, verified } from "@cliently/api/domain/note/verify";
import { readJson } from "@cliently/api/domain/read-json";

// `pnpm verify-note <file>`: whether a signed note that was saved as a file still says what was signed. It needs nothing but
// the file, and ends with 1 when anything in it is another than was signed.

const [path] = process.argv.slice(2);
process.exitCode = path === undefined ? usage() : await verify(path);

async function verify(file: string): Promise<number> {
  const signed = read(file);
  if (!signed) return say(`${file} is not a signed note\n`, 1);
  const checks = await verified(signed, async (text) => createHash("sha256").update(text).digest("hex"));
  for (const { what, id, isRight } of checks) say(`${what} ${id} ${isRight ? "verified" : "does not match"}\n`, 0);
  say(`SHA-256 of the note: ${inGroups(signed.hash)}\n`, 0);
  return checks.every(({ isRight }) => isRight) ? 0 : 1;
}

function read(file: string): SignedFile | undefined {
  try {
    return readJson(SignedFile, readFileSync(file, "utf8"));
  } catch {
    return undefined; // it is not there
  }
}

function usage(): number {
  return say("pnpm verify-note <file>: the file is a signed note as the app saves it\n", 1);
}

function say(words: string, code: number): number {
  process.stdout.write(words);
  return code;
}
