import type { Act } from "@cliently/api/domain/catalogue";
import { quantity } from "@cliently/api/domain/goal/way-words";
import { isMeasured } from "@cliently/api/domain/goal/way";
import type { GoalProgress } from "@cliently/api/domain/goal/goal";
import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { TextField } from "@cliently/ui/text-field";
import { useRef, useState } from "react";

import { localDay } from "../../platform/days.ts";
import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { useAsksFirst } from "../../writing/use-asks-first.ts";
import { useUnsent } from "../../writing/use-unsent.ts";
import { EMPTY, isWritten, readProgress, rescued, wordsOfProgress, type Written } from "./read-progress.ts";
import { useGoalChange } from "./use-goal-change.ts";

type Props = {
  goal: Row<"goal">;
  /** The note in which it is written down, and of when that is. */
  note?: { id: string; at: number };
  /** Less room: beside a note. */
  isNarrow?: boolean;
  onDone: () => void;
};

/** How a goal stands, now or on an earlier day: in its unit, in words, or both. */
export function ProgressForm({ goal, note, isNarrow = false, onDone }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  const tell = useTell();
  const now = Math.min(note?.at ?? Infinity, timeNow(device)); // a note of tomorrow knows nothing of it yet
  const today = localDay(timeNow(device));
  const [written, setWritten] = useState<Written>({ ...EMPTY, day: localDay(now) });
  const [errors, setErrors] = useState<Partial<Record<"value" | "remark" | "day", string>>>({});
  const isSent = useRef(false); // known before anything is drawn anew, so that nothing is kept twice
  const words = isWritten(written) ? wordsOfProgress(written) : "";
  const { send, discard } = useUnsent({ field: "Progress", of: goal.title, words }, rescue);

  const write = (words: Partial<Written>) => {
    setWritten((held) => ({ ...held, ...words }));
    setErrors({});
  };

  async function keep(entry: Omit<GoalProgress, "noteId">): Promise<void> {
    const id = newId(device.world.clock(), device.world.random);
    isSent.current = true;
    try {
      const act = actFor(goal, id, { ...entry, noteId: note?.id ?? null });
      await send((draft) => mutate([act], { draft }));
    } catch (failure) {
      isSent.current = false;
      return setErrors({ value: whyNotSaved(failure) });
    }
    tell({
      text: entry.value === null ? "Written down" : `Written down: ${quantity(entry.value, goal.unit)}`,
      action: { label: "Undo", onPress: () => attempt(change.progress(id, null)) },
    });
    onDone();
  }

  function submit(): void {
    const read = readProgress(written, { now, today });
    if ("errors" in read) return setErrors(read.errors);
    void keep(read.entry);
  }

  /** A number that is none is kept as the words that it is. */
  function rescue(): void {
    if (isSent.current || !isWritten(written)) return;
    const entry = rescued(written, { now, today });
    if (entry) void keep(entry);
  }

  useAsksFirst(isWritten(written));

  const hasValue = isMeasured(goal);
  return (
    <form
      aria-label={`Progress on ${goal.title}`}
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={isNarrow ? "grid gap-3" : "grid items-start gap-x-4 gap-y-3 sm:grid-cols-[9rem_11rem_1fr]"}>
        {hasValue && (
          <TextField
            label={goal.unit ? `Value in ${goal.unit}` : "Value"}
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            value={written.value}
            onChange={(value) => write({ value })}
            error={errors.value}
          />
        )}
        <DateField label="Day" max={today} value={written.day} onChange={(day) => write({ day })} error={errors.day} />
        <TextField
          label="Remark"
          autoComplete="off"
          autoFocus={!hasValue}
          value={written.remark}
          onChange={(remark) => write({ remark })}
          error={errors.remark ?? (hasValue ? undefined : errors.value)}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" size="small">
          Write down
        </Button>
        <Button
          size="small"
          variant="ghost"
          onPress={() => {
            isSent.current = true;
            discard();
            onDone();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

function actFor(goal: Row<"goal">, id: string, value: GoalProgress): Act {
  return { name: "goal.change", args: { id: goal.id, changes: { progress: { [id]: { value, over: null } } } } };
}
