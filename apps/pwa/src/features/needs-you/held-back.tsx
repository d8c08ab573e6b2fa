import type { Act } from "@cliently/api/domain/catalogue";
import { valueOf } from "@cliently/api/domain/field-path";
import type { Lost } from "@cliently/api/domain/field";
import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";

import { dayTimeWords } from "../../platform/days.ts";
import { Problem } from "../../problem.tsx";
import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { useDeviceName } from "../../sync/use-device-facts.ts";
import { useOnce } from "../../use-once.ts";
import { fieldWords, headerLabel } from "./field-words.ts";
import { useDeciding } from "./use-deciding.ts";
import { Version } from "./version.tsx";
import { Whose } from "./whose.tsx";

type Props = { note: Row<"note">; lost: Lost; isListed: boolean };

/** What somebody wrote into the header of a signed note without knowing of the signature: it is added, or left out. */
export function HeldBack({ note, lost, isListed }: Props) {
  const mutate = useMutate();
  const { world } = useDevice();
  const where = useDeviceName(lost.device);
  const { problem, decide } = useDeciding();
  const once = useOnce();
  const [isLeaving, setLeaving] = useState(false);
  const { field, value, mid, at } = lost;
  const [, goalId = ""] = field.split(".");
  const goal = useRow("goal", goalId);
  const wordsOf = (said: unknown) => (goal && said ? goal.title : fieldWords(field, said));

  const label = headerLabel(field);
  const words = wordsOf(value);
  const leaving = words ? "Leave it out" : "Leave it as signed";
  const settle: Act = { name: "note.settle", args: { id: note.id, field, mid } };
  const add = () =>
    once(mid, () => {
      const id = newId(world.clock(), world.random);
      const args = { id, noteId: note.id, text: `${label}: ${words}`, settles: null };
      return mutate([{ name: "addendum.begin", args }, settle]);
    });

  return (
    <Notice
      kind="needs-you"
      title={`${label}: a change came after this note was signed`}
      actions={
        <>
          {words && (
            <Button size="small" aria-label={`Make it an addendum: ${label}`} onPress={(press) => decide(press, add)}>
              Make it an addendum
            </Button>
          )}
          <Button
            size="small"
            variant="ghost"
            aria-label={`${leaving}: ${label}`}
            onPress={(press) => (words ? setLeaving(true) : decide(press, () => mutate([settle])))}
          >
            {leaving}
          </Button>
        </>
      }
    >
      {isListed && <Whose noun="note" row={note} />}
      <p>Whoever wrote it did not know of the signature. What is signed stands as it is.</p>
      <dl className="mt-1 flex flex-col gap-1">
        <Version name="As signed" words={wordsOf(valueOf(note, field))} />
        <Version name={`On ${where}, ${dayTimeWords(Math.min(at, world.clock()))}`} words={words} />
      </dl>
      <Problem words={problem} className="mt-2" />
      <Dialog
        title="Leave this out?"
        isAlert
        isOpen={isLeaving}
        onOpenChange={setLeaving}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Cancel</Button>
            <Button
              variant="danger"
              onPress={(press) => {
                close();
                decide(press, () => mutate([settle]));
              }}
            >
              Leave it out
            </Button>
          </>
        )}
      >
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{words}</p>
        <p className="mt-3">It is not part of the signed note, and is kept nowhere else. Nobody can bring it back.</p>
      </Dialog>
    </Notice>
  );
}
