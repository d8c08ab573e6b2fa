import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";

type Options = {
  /** Whether the note can take this many bytes more. */
  fits: (bytes: number) => boolean;
  /** Whether the last that was written did not go in because the note is full. */
  onFull: (isFull: boolean) => void;
};

/** What a letter takes at most, and what stands around it in the note, in bytes. */
const LETTER_BYTES = 3;
const AROUND_BYTES = 64;

/** Whatever is typed, dictated or put in by a snippet stays out of a note that is full: the server would not take it. */
export function noteLimit({ fits, onFull }: Options): Extension {
  let isFull = false;
  return Extension.create({
    name: "noteLimit",
    addProseMirrorPlugins: () => [
      new Plugin({
        filterTransaction(transaction, { doc }) {
          // What comes through the shared text is in the note already.
          if (!transaction.docChanged || transaction.getMeta(ySyncPluginKey) !== undefined) return true;
          const more = transaction.doc.content.size - doc.content.size;
          const isTaken = more <= 0 || fits(more * LETTER_BYTES + AROUND_BYTES);
          if (isTaken === isFull) onFull((isFull = !isTaken));
          return isTaken;
        },
      }),
    ],
  });
}
