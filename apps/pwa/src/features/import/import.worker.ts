import "../../platform/zod-without-eval.ts"; // before anything that loads zod

import { open, lookOf, take, type Look, type Opened, type Wishes } from "./reading/open.ts";
import { isPerson, type LeftOut, type Person } from "./reading/person.ts";
import { MOST_BYTES, RefusedFile } from "./reading/refused-file.ts";
import type { Mapping } from "./reading/take-row.ts";

export type Ask = { kind: "open"; file: Blob; wishes: Wishes } | { kind: "take"; mapping: Mapping; thisYear: number };

/** People come in portions, so that the page never takes over many at once. */
export type Answer =
  | { kind: "look"; look: Look }
  | { kind: "refused"; words: string }
  | { kind: "people"; people: Person[]; leftOut: LeftOut[]; isLast: boolean };

const PORTION = 500;

let opened: Opened | undefined;

/** Reads files off the main thread, so that the page goes on while 50 MB are looked through. */
self.addEventListener("message", ({ data }: MessageEvent<Ask>) => {
  if (data.kind === "take") tell(data.mapping, data.thisYear);
  else void look(data.file, data.wishes).then(answer);
});

async function look(file: Blob, wishes: Wishes): Promise<Answer> {
  if (file.size > MOST_BYTES) {
    const size = Math.round(file.size / 1024 / 1024);
    return {
      kind: "refused",
      words: `The file is ${size} MB; at most 50 MB can be read. Split it, or take out what is not about people.`,
    };
  }
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes)
    return {
      kind: "refused",
      words: "The file could not be read. It may have been moved, or another program holds it.",
    };
  try {
    opened = open(new Uint8Array(bytes), wishes);
    return { kind: "look", look: lookOf(opened) };
  } catch (error) {
    if (error instanceof RefusedFile) return { kind: "refused", words: error.message };
    throw error;
  }
}

function tell(mapping: Mapping, thisYear: number): void {
  let portion: Extract<Answer, { kind: "people" }> = { kind: "people", people: [], leftOut: [], isLast: false };
  for (const taken of opened ? take(opened, mapping, thisYear) : []) {
    if (isPerson(taken)) portion.people.push(taken);
    else portion.leftOut.push(taken);
    if (portion.people.length + portion.leftOut.length < PORTION) continue;
    answer(portion);
    portion = { kind: "people", people: [], leftOut: [], isLast: false };
  }
  answer({ ...portion, isLast: true });
}

function answer(given: Answer): void {
  self.postMessage(given);
}
