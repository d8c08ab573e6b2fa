import { progressOf, type ListedProgress } from "@cliently/api/domain/goal/entries-of";
import { quantity } from "@cliently/api/domain/goal/way-words";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { IconButton } from "@cliently/ui/icon-button";
import { TextLink } from "@cliently/ui/text-link";
import { X } from "lucide-react";
import { useState } from "react";

import { dayWords } from "../../platform/days.ts";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { useGoalChange } from "./use-goal-change.ts";

type Props = {
  goal: Row<"goal">;
  /** Only what was written down in this note. */
  noteId?: string;
  isReadOnly?: boolean;
  /** How many of the newest are shown before the others are asked for; all, when absent. */
  first?: number;
};

/** What was written down about a goal, the newest first. */
export function ProgressList({ goal, noteId, isReadOnly = false, first = Infinity }: Props) {
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  const tell = useTell();
  const [showsAll, setShowsAll] = useState(false);
  const all = progressOf(goal)
    .filter((entry) => noteId === undefined || entry.noteId === noteId)
    .toReversed();
  if (all.length === 0) return null;
  const shown = showsAll ? all : all.slice(0, first);

  function remove({ id, ...entry }: ListedProgress): void {
    attempt(change.progress(id, null), () =>
      tell({
        text: "The entry was taken away.",
        action: { label: "Undo", onPress: () => attempt(change.progress(id, entry)) },
      }),
    );
  }

  return (
    <div>
      {shown.length > 0 && (
        <ul aria-label={`Progress on ${goal.title}`}>
          {shown.map((entry) => (
            <li key={entry.id} className="flex items-start gap-2 text-sm">
              <p className="min-w-0 flex-1 py-2 [overflow-wrap:anywhere]">
                <time dateTime={new Date(entry.at).toISOString()} className="text-faint">
                  {dayWords(entry.at)}
                </time>
                {entry.value !== null && (
                  <span className="font-medium figures"> · {quantity(entry.value, goal.unit)}</span>
                )}
                {entry.remark && <span> · {entry.remark}</span>}
                {entry.noteId && noteId === undefined && (
                  <>
                    {" · "}
                    <TextLink href={`/notes/${entry.noteId}`}>Note</TextLink>
                  </>
                )}
              </p>
              {!isReadOnly && (
                <IconButton
                  label={`Take away what was written on ${dayWords(entry.at)}`}
                  icon={<X aria-hidden className="size-4!" />}
                  onPress={() => remove(entry)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {shown.length < all.length && (
        <Button size="small" variant="ghost" className="-ml-3" onPress={() => setShowsAll(true)}>
          {first === 0 ? `Single entries · ${all.length}` : `Show all ${all.length}`}
        </Button>
      )}
    </div>
  );
}
