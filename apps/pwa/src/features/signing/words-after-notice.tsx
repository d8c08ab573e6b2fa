import type { Act } from "@cliently/api/domain/catalogue";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";

import { Problem } from "../../problem.tsx";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useDeviceName } from "../../sync/use-device-facts.ts";
import { useAttemptHere } from "../../use-attempt.ts";
import { useOnce } from "../../use-once.ts";
import { inPieces } from "./in-pieces.ts";
import { lateText } from "./late-text.ts";
import type { Late, LateWords } from "./late-words.ts";
import { whyNotSigned } from "./sentences.ts";
import { whenWords } from "./times.ts";

/** Words that came from a device which did not know of the signature: they become an addendum, or are left out. */
export function WordsAfterNotice({ noteId, late }: { noteId: string; late: Late }) {
  if (!late) return null;
  if (late !== "in-part") return <Decision late={late} noteId={noteId} />;
  return (
    <Notice kind="needs-you" title="Words came after you signed">
      A part of this note is not on this device yet, or cannot be read. It is being fetched again; then you can decide.
    </Notice>
  );
}

function Decision({ late, noteId }: { late: LateWords; noteId: string }) {
  const { world } = useDevice();
  const mutate = useMutate();
  const { after, words } = late;
  const where = useDeviceName(after.device);
  /** Those that the question is about, whatever comes while it stands there. */
  const [leaving, setLeaving] = useState<LateWords>();
  const { problem, attempt } = useAttemptHere(whyNotSigned);
  const once = useOnce();
  const decide = (shown: LateWords, acts: Act[]) => attempt(once(shown.vector, () => mutate(acts)));

  const add = () => {
    const texts = inPieces(lateText(words.added));
    decide(
      late,
      texts.map((text, index) => ({
        name: "addendum.begin",
        args: {
          id: newId(world.clock(), world.random),
          noteId,
          text,
          settles: index === texts.length - 1 ? settles(late) : null,
        },
      })),
    );
  };
  const leave = (shown: LateWords) =>
    decide(shown, [{ name: "note.leave-after", args: { id: noteId, ...settles(shown) } }]);

  return (
    <Notice
      kind="needs-you"
      title="Words came after you signed"
      actions={
        <>
          {words.added.length > 0 && (
            <Button size="small" onPress={add}>
              Make it an addendum
            </Button>
          )}
          <Button size="small" variant="ghost" onPress={() => (words.added.length ? setLeaving(late) : leave(late))}>
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
      <Problem words={problem} className="mt-2" />
      <Dialog
        title="Leave these words out?"
        isAlert
        isOpen={leaving !== undefined}
        onOpenChange={() => setLeaving(undefined)}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button
              variant="primary"
              onPress={() => {
                close();
                if (leaving) leave(leaving);
              }}
            >
              Leave them out
            </Button>
          </>
        )}
      >
        They can still be read at the end of this page, under “Left out after the signature”. They are no part of what
        is signed.
      </Dialog>
    </Notice>
  );
}

function settles({ after, vector }: LateWords): { mid: string; vector: string } {
  return { mid: after.mid, vector };
}
