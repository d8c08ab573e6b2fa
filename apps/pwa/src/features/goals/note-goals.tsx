import { overOf } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import { goalSectionOf, hasLine, writeLine } from "@cliently/api/domain/goal/into-note";
import { goalsToTouch, touchedGoals } from "@cliently/api/domain/goal/touched";
import { stepsWords, wayWords } from "@cliently/api/domain/goal/way-words";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import { CornerDownLeft, Plus } from "lucide-react";
import { useState } from "react";
import type { Doc } from "yjs";

import { useMutate, useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { useAttempt } from "../../use-attempt.ts";
import { ProgressForm } from "./progress-form.tsx";
import { ProgressList } from "./progress-list.tsx";

/** The goals of the client beside a note: which of them the session touched, and how they stand now. */
export function NoteGoals({ noteId, clientId, doc }: { noteId: string; clientId: string; doc: Doc }) {
  const note = useNote(noteId);
  const goals = useRows("goal", { list: "clientId", value: clientId });
  if (!note || !goals) return null;
  const isSigned = note.status === "signed";
  const shown = isSigned ? touchedGoals(note, goals) : goalsToTouch(note, goals);
  if (isSigned && shown.length === 0) return null;

  return (
    <Section title="Goals">
      {shown.length === 0 ? (
        <p className="text-sm text-faint">
          No goals yet. <TextLink href={`/clients/${clientId}?tab=goals`}>Set one</TextLink>
        </p>
      ) : (
        <ul className="flex flex-col gap-3">
          {shown.map((goal) => (
            <li key={goal.id}>
              {isSigned ? (
                <Signed goal={goal} noteId={noteId} />
              ) : (
                <Touchable goal={goal} note={note} isTouched={Boolean(note.goals?.[goal.id])} doc={doc} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What a signed note says of its goals changes no more. */
function Signed({ goal, noteId }: { goal: Row<"goal">; noteId: string }) {
  return (
    <>
      <p className="text-sm font-medium [overflow-wrap:anywhere]">{goal.title}</p>
      <ProgressList goal={goal} noteId={noteId} isReadOnly />
    </>
  );
}

type TouchableProps = { goal: Row<"goal">; note: Row<"note">; isTouched: boolean; doc: Doc };

function Touchable({ goal, note, isTouched, doc }: TouchableProps) {
  const mutate = useMutate();
  const [isAdding, setAdding] = useState(false);
  const attempt = useAttempt();
  const section = goalSectionOf(note.template);
  const isWritten = section !== undefined && hasLine(doc, section.id, goal.title);

  function touch(touches: boolean): void {
    const over = overOf(note, entryField("goals", goal.id));
    const changes = { goals: { [goal.id]: { value: touches ? (true as const) : null, over } } };
    attempt(mutate([{ name: "note.change", args: { id: note.id, changes } }]));
  }

  function putIntoNote(): void {
    if (!section) return;
    writeLine(doc, section.id, goal.title);
    if (!isTouched) touch(true);
  }

  return (
    <div className="flex flex-col gap-1">
      <Checkbox
        className="w-full [overflow-wrap:anywhere]"
        isSelected={isTouched}
        onChange={touch}
        description={[wayWords(goal), stepsWords(goal)].filter(Boolean).join(" · ")}
      >
        {goal.title}
      </Checkbox>
      <div className="flex flex-col gap-2 pl-8">
        {isTouched && <ProgressList goal={goal} noteId={note.id} />}
        <div className="-ml-3 flex flex-wrap gap-1 empty:hidden">
          {isTouched && !isAdding && (
            <Button
              size="small"
              variant="ghost"
              icon={<Plus aria-hidden />}
              aria-label={`Progress on ${goal.title}`}
              onPress={() => setAdding(true)}
            >
              Progress
            </Button>
          )}
          {section && !isWritten && (
            <Button
              size="small"
              variant="ghost"
              icon={<CornerDownLeft aria-hidden />}
              aria-label={`Put into the note: ${goal.title}`}
              onPress={putIntoNote}
            >
              Put into the note
            </Button>
          )}
        </div>
        {isAdding && (
          <ProgressForm
            goal={goal}
            note={{ id: note.id, at: note.startedAt }}
            isNarrow
            onDone={() => setAdding(false)}
          />
        )}
      </div>
    </div>
  );
}
