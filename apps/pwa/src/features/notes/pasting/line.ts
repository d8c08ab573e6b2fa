import type { Look } from "./look.ts";
import { words, type Inline } from "./pieces.ts";

/** What stands on a line that is being read. */
export type Run = { type: "text"; text: string; look: Look } | { type: "hardBreak" };

/** A line as the editor has it, without what is blank at its ends. */
export function written(line: readonly Run[]): Inline[] {
  const pieces: Inline[] = [];
  let isStruck = false;
  let script: Look["script"] = "";
  for (const run of trimmed(line)) {
    if (isStruck && !(run.type === "text" && run.look.isStruck)) {
      endStroke(pieces);
      isStruck = false;
    }
    if (run.type === "hardBreak") {
      pieces.push(run);
      script = "";
      continue;
    }
    const { look } = run;
    let { text } = run;
    const isSaid = text.trim() !== "";
    if (isSaid && look.script !== script) {
      if (!isOrdinal(text, look, pieces.at(-1))) text = text.replace(/(?=\S)/, look.script);
      script = look.script;
    }
    if (isSaid && look.isStruck && !isStruck) {
      // Nothing may read as said that was struck; an editor without such a mark can only say it.
      text = text.replace(/(?=\S)/, STROKE);
      isStruck = true;
    }
    for (const piece of words(text, look.marks)) pieces.push(piece);
  }
  if (isStruck) endStroke(pieces);
  return pieces;
}

const STROKE = "~~";

/** Ends it behind the last word, before what is blank. */
function endStroke(pieces: Inline[]): void {
  const isSaid = (piece: Inline) => piece.type === "text" && piece.text.trim() !== "";
  const place = pieces.findLastIndex(isSaid);
  const last = pieces[place];
  if (last?.type === "text") pieces[place] = { ...last, text: last.text.replace(/(?<=\S)\s*$/, `${STROKE}$&`) };
}

/** 10th is the same with its letters raised. */
function isOrdinal(text: string, { script }: Look, before: Inline | undefined): boolean {
  return script === "^" && /^(st|nd|rd|th)\s*$/i.test(text) && before?.type === "text" && /\d$/.test(before.text);
}

function trimmed(line: readonly Run[]): Run[] {
  const isSaid = (run: Run) => run.type === "text" && run.text.trim() !== "";
  const first = line.findIndex(isSaid);
  if (first < 0) return [];
  const runs = line.slice(first, line.findLastIndex(isSaid) + 1);
  const last = runs.at(-1);
  if (last?.type === "text") runs[runs.length - 1] = { ...last, text: last.text.trimEnd() };
  return runs;
}

/** What a line says, before it is written. */
export function said(line: readonly Run[]): string {
  return line.map((run) => (run.type === "text" ? run.text : " ")).join("");
}
