import { Extension } from "@tiptap/core";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import { ReplaceAroundStep, ReplaceStep } from "@tiptap/pm/transform";
import { ySyncPluginKey } from "@tiptap/y-tiptap";

type Options = {
  /** Whether the note can take this many bytes more. */
  fits: (bytes: number) => boolean;
  /**
   * Whether the last that was written did not go in because the note is full. `words`: what came as a whole, as by
   * dictation, and is nowhere else.
   */
  onFull: (isFull: boolean, words?: string) => void;
};

/** What stands around words in a note's text, for each line and each change, in bytes at most. */
const AROUND_BYTES = 64;

/** Whatever is typed, dictated or put in by a snippet stays out of a note that is full: the server would not take it. */
export function noteLimit({ fits, onFull }: Options): Extension {
  return Extension.create({
    name: "noteLimit",
    addProseMirrorPlugins: () => [
      new Plugin({
        filterTransaction(transaction) {
          if (!transaction.docChanged || isMeasured(transaction)) return true;
          const bytes = addedBy(transaction);
          const isTaken = bytes === 0 || fits(bytes);
          onFull(!isTaken, isTaken ? undefined : wordsOf(transaction));
          return isTaken;
        },
      }),
    ],
  });
}

/** What came through the shared text is in the note already, and what is pasted was measured before. */
function isMeasured(transaction: Transaction): boolean {
  return transaction.getMeta(ySyncPluginKey) !== undefined || transaction.getMeta("uiEvent") === "paste";
}

/** How many bytes a change puts in, at most; 0 for one that only takes out. */
function addedBy({ steps }: Transaction): number {
  let bytes = 0;
  for (const step of steps) {
    if (!(step instanceof ReplaceStep || step instanceof ReplaceAroundStep) || step.slice.size === 0) continue;
    bytes += AROUND_BYTES;
    step.slice.content.descendants((node) => {
      bytes += AROUND_BYTES + (node.text ? utf8.encode(node.text).length : 0);
    });
  }
  return bytes;
}

/** Undefined for single letters, which one sees not to appear, and for what stands somewhere already: a snippet, a plan. */
function wordsOf(transaction: Transaction): string | undefined {
  if (transaction.getMeta("uiEvent") !== undefined) return undefined;
  const words = transaction.steps
    .flatMap((step) => (step instanceof ReplaceStep ? step.slice.content : []))
    .map((content) => content.textBetween(0, content.size, "\n"))
    .join("\n");
  return [...words.trim()].length > 1 ? words : undefined;
}

const utf8 = new TextEncoder();
