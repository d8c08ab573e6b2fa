import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import { needsFollowUp, watchedAnswer } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";
import { Notice } from "@cliently/ui/notice";
import { useState } from "react";

import { dayWords } from "../../platform/days.ts";
import { useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { MeasureText } from "./measure-text.tsx";

/**
 * Answers that must not be passed over, of a client, or of those taken in one note, until it is written down what was
 * done. What is being written stays where it is until one leaves.
 */
export function AnswerPrompts({ clientId, noteId }: { clientId: string; noteId?: string }) {
  const measurements = useRows("measurement", { list: "clientId", value: clientId });
  const [written, setWritten] = useState<readonly string[]>([]);
  return measurements
    ?.filter((measurement) => noteId === undefined || measurement.noteId === noteId)
    .filter((measurement) => needsFollowUp(measurement) || written.includes(measurement.id))
    .map((measurement) => (
      <AnswerPrompt
        key={measurement.id}
        measurement={measurement}
        onType={() => setWritten((others) => [...new Set([...others, measurement.id])])}
      />
    ));
}

/** The same for one note, whoever it is about. */
export function NoteAnswerPrompts({ noteId }: { noteId: string }) {
  const note = useNote(noteId);
  return note && <AnswerPrompts clientId={note.clientId} noteId={noteId} />;
}

/** What was answered, and what was done about it. It repeats the answer and concludes nothing. */
export function AnswerPrompt({ measurement, onType }: { measurement: Row<"measurement">; onType?: () => void }) {
  const watched = watchedAnswer(measurement);
  if (!watched) return null;
  const { item, value } = watched;
  const needsYou = needsFollowUp(measurement);
  return (
    <Notice
      kind={needsYou ? "needs-you" : "info"}
      title={`Item ${item.key} was answered with “${item.answers[value]}”`}
    >
      <p className="mb-3">
        {instrumentOf(measurement).name} of {dayWords(measurement.takenAt)}.{" "}
        {needsYou ? "Talk about it with them and write down what you did." : "What you did is written down."}
      </p>
      <MeasureText measurement={measurement} name="followUp" label="What you did" {...(onType ? { onType } : {})} />
    </Notice>
  );
}
