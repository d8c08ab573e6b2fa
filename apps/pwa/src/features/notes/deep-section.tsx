import { isDeeperThan } from "@cliently/api/domain/note/content";
import { fragmentName } from "@cliently/api/domain/note/first-text";
import { plainText } from "@cliently/api/domain/note/plain-text";
import type { Editor } from "@tiptap/react";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Doc, Transaction } from "yjs";

import { FROM_DISK } from "../../sync/note-text.ts";

/** Nobody writes lists in one another as deep as that; the editor, which goes into them step by step, could not end. */
const DEEPEST_WRITTEN = 300;

/** Whether a section is nested too deep for the editor: only a program can have made it so, on another device. */
export function useIsTooDeep(doc: Doc, section: string): boolean {
  return useText(doc, () => isDeeperThan(doc.getXmlFragment(fragmentName(section)), DEEPEST_WRITTEN));
}

/** What is read of a text, also when more of it has come from elsewhere. */
function useText<Read extends string | boolean>(doc: Doc, read: () => Read): Read {
  const follow = useCallback((changed: () => void) => beforeSeen(doc, changed), [doc]);
  return useSyncExternalStore(follow, read);
}

/** An editor lets go of its section before it sees such words come. */
export function useLetGo(editor: Editor | null, doc: Doc, section: string): void {
  useEffect(() => {
    const fragment = doc.getXmlFragment(fragmentName(section));
    return beforeSeen(doc, () => isDeeperThan(fragment, DEEPEST_WRITTEN) && editor?.destroy());
  }, [editor, doc, section]);
}

/** Hears of what came from elsewhere, before anything that follows the text does. */
function beforeSeen(doc: Doc, hear: () => void): () => void {
  const heard = ({ origin }: Transaction) => origin === FROM_DISK && hear();
  doc.on("beforeObserverCalls", heard);
  return () => doc.off("beforeObserverCalls", heard);
}

/** Its words, to be read. */
export function DeepSection({ doc, section, headingId }: { doc: Doc; section: string; headingId: string }) {
  const words = useText(doc, () => plainText(doc.getXmlFragment(fragmentName(section))));
  return (
    <div role="group" aria-labelledby={headingId}>
      <p className="mt-1 text-sm text-soft">
        Another program nested these words too deep to be written on here. All of them are kept.
      </p>
      {words.split("\n").map((line, index) => (
        <p key={index} className="reading [overflow-wrap:anywhere]">
          {line.trim()}
        </p>
      ))}
    </div>
  );
}
