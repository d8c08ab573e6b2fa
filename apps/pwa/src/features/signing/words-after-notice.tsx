import type { Act } from "@cliently/api/domain/catalogue";
import { toBase64 } from "@cliently/api/domain/base64";
import type { Stamp } from "@cliently/api/domain/field";
import { Refused } from "@cliently/api/domain/mutation";
import { newId } from "@cliently/api/domain/new-id";
import type { SealedNote } from "@cliently/api/domain/note/sealed-note";
import { wordsAfter, type WordsAfter } from "@cliently/api/domain/note/words-after";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { useEffect, useState } from "react";
import { encodeStateVector, type Doc } from "yjs";

import { NOT_SAVED } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useDeviceName } from "../../sync/use-device-facts.ts";
import { inPieces } from "./in-pieces.ts";
import { refusalWords } from "./sentences.ts";
import { whenWords } from "./times.ts";

type Props = { note: Row<"note">; after: Stamp; signature: Row<"signature">; said: SealedNote; doc: Doc };

/** Words that came from a device which did not know of the signature: they become an addendum, or are left out. */
export function WordsAfterNotice({ note, after, signature, said, doc }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const where = useDeviceName(after.device);
  const [isLeaving, setLeaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  useChanges(doc);
  const signed = signature.vector;
  const words = wordsAfter({ doc, template: note.template, signed, sealed: said, decided: note.decidedUpTo ?? signed });
  const settles = () => ({ mid: after.mid, vector: toBase64(encodeStateVector(doc)) });

  async function decide(acts: Act[]): Promise<void> {
    try {
      await mutate(acts);
    } catch (error) {
      setProblem(error instanceof Refused ? refusalWords(error.reason) : NOT_SAVED);
    }
  }

  const add = () => {
    const texts = inPieces(textOf(words));
    return decide(
      texts.map((text, index) => ({
        name: "addendum.begin",
        args: {
          id: newId(world.clock(), world.random),
          noteId: note.id,
          text,
          settles: index === texts.length - 1 ? settles() : null,
        },
      })),
    );
  };
  const leave = () => decide([{ name: "note.leave-after", args: { id: note.id, ...settles() } }]);

  return (
    <Notice
      kind="needs-you"
      title="Words came after you signed"
      actions={
        <>
          {words.added.length > 0 && (
            <Button size="small" onPress={() => void add()}>
              Make it an addendum
            </Button>
          )}
          <Button size="small" variant="ghost" onPress={() => (words.added.length ? setLeaving(true) : void leave())}>
            {words.added.length > 0 ? "Leave it out" : "Leave it as signed"}
          </Button>
        </>
      }
    >
      <p>
        Written on {where}, {whenWords(Math.min(after.at, world.clock()))}, without knowing of the signature. What is
        signed stands as it is.
      </p>
      {words.added.map(({ id, name, text }) => (
        <div key={id} className="mt-2">
          <p className="text-sm text-soft">{name}</p>
          <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
        </div>
      ))}
      {words.isCut && <p className="mt-2">Some signed words were taken out there; here they stand.</p>}
      {!words.added.length && !words.isCut && <p className="mt-2">It changes how the text looks, and adds no words.</p>}
      {problem && <p className="mt-2 font-medium">{problem}</p>}
      <Dialog
        title="Leave these words out?"
        isAlert
        isOpen={isLeaving}
        onOpenChange={setLeaving}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button
              variant="primary"
              onPress={() => {
                close();
                void leave();
              }}
            >
              Leave them out
            </Button>
          </>
        )}
      >
        They stay in the note’s history, but stand neither in the signed note nor in an addendum.
      </Dialog>
    </Notice>
  );
}

/** Draws anew whenever the text changes. */
function useChanges(doc: Doc): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const changed = () => setTick((tick) => tick + 1);
    doc.on("updateV2", changed);
    return () => doc.off("updateV2", changed);
  }, [doc]);
}

/** The words as an addendum begins with them; with their sections' names when there are several. */
function textOf({ added }: WordsAfter): string {
  if (added.length === 1) return added[0]?.text ?? "";
  return added.map(({ name, text }) => `${name}: ${text}`).join("\n\n");
}
