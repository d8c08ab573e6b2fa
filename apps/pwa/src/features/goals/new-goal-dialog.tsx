import { MOST_STEPS } from "@cliently/api/domain/goal/goal";
import { goalLabels } from "@cliently/api/domain/goal/labels";
import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { IconButton } from "@cliently/ui/icon-button";
import { TextField } from "@cliently/ui/text-field";
import { X } from "lucide-react";
import { useRef, useState } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { useTell } from "../../toasts.tsx";
import { useUnsent } from "../../writing/use-unsent.ts";
import { WritingDialog } from "../../writing/writing-dialog.tsx";
import {
  BLANK,
  hasWords,
  readGoal,
  rescuedGoal,
  wordsOfGoal,
  type GoalErrors,
  type NewGoal,
  type WrittenGoal,
} from "./read-new-goal.ts";
import { StepAdder } from "./step-adder.tsx";

type Props = { clientId: string; onClose: () => void };

/** Sets a goal: a name is enough, the rest can follow. No way out of it loses a word. */
export function NewGoalDialog({ clientId, onClose }: Props) {
  const device = useDevice();
  const anId = () => newId(device.world.clock(), device.world.random);
  const mutate = useMutate();
  const tell = useTell();
  const [written, setWritten] = useState<WrittenGoal>(BLANK);
  const [errors, setErrors] = useState<GoalErrors>({});
  const isDone = useRef(false); // known before anything is drawn anew, so that nothing is kept twice
  const { send, discard } = useUnsent({ field: "New goal", words: wordsOfGoal(written) }, rescue);

  const write = (words: Partial<WrittenGoal>) => {
    setWritten((held) => ({ ...held, ...words }));
    setErrors({});
  };

  async function keep({ fields, steps }: NewGoal): Promise<boolean> {
    isDone.current = true;
    const at = timeNow(device);
    const entries = steps.map((text, place) => [anId(), { text, at: at + place, doneAt: null }]);
    const args = { id: anId(), clientId, fields, steps: Object.fromEntries(entries) as Steps };
    try {
      await send((draft) => mutate([{ name: "goal.create", args }], { draft }));
      return true;
    } catch (failure) {
      isDone.current = false;
      setErrors({ title: whyNotSaved(failure) });
      return false;
    }
  }

  async function add(): Promise<void> {
    const read = readGoal(written);
    if (!read.goal) return setErrors(read.errors);
    if (await keep(read.goal)) onClose();
  }

  function leaveIt(): void {
    isDone.current = true;
    discard();
    onClose();
  }

  function rescue(): void {
    if (isDone.current || !hasWords(written)) return;
    const goal = rescuedGoal(written);
    if (!goal) return;
    void keep(goal).then((isKept) => {
      if (!isKept) return;
      tell({ text: "What you wrote was kept as a goal." });
      onClose();
    });
  }

  const text = (name: "title" | "unit" | "start" | "target" | "details") => ({
    label: goalLabels[name],
    autoComplete: "off",
    value: written[name],
    onChange: (words: string) => write({ [name]: words }),
    error: errors[name],
  });

  return (
    <WritingDialog title="New goal" size="wide" isOpen isWritten={hasWords(written)} onClose={leaveIt}>
      <form
        className="flex flex-col gap-5"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField {...text("title")} autoFocus placeholder="Walk every day" />
        <div className="grid grid-cols-2 items-start gap-x-4 gap-y-5 sm:grid-cols-4">
          <TextField {...text("unit")} placeholder="walks a week" className="col-span-2" />
          <TextField {...text("start")} inputMode="decimal" />
          <TextField {...text("target")} inputMode="decimal" />
          <DateField
            label={goalLabels.dueOn}
            value={written.dueOn}
            onChange={(dueOn) => write({ dueOn })}
            error={errors.dueOn}
            className="col-span-2"
          />
        </div>
        <TextField {...text("details")} multiline />
        <div className="flex flex-col gap-2">
          <p className="text-sm font-medium">First steps</p>
          {written.steps.length > 0 && (
            <ol aria-label="First steps">
              {written.steps.map((step) => (
                <li key={step} className="flex items-start gap-1">
                  <span className="min-w-0 flex-1 py-1.5 [overflow-wrap:anywhere] pointer-coarse:py-2.5">{step}</span>
                  <IconButton
                    label={`Take away ${step}`}
                    icon={<X aria-hidden className="size-4!" />}
                    onPress={() => write({ steps: written.steps.filter((other) => other !== step) })}
                  />
                </li>
              ))}
            </ol>
          )}
          <StepAdder
            of={written.title || "a new goal"}
            isFull={written.steps.length >= MOST_STEPS}
            onAdd={(step) => setWritten((held) => ({ ...held, steps: [...new Set([...held.steps, step])] }))}
            onTyping={(step) => setWritten((held) => ({ ...held, step }))}
          />
        </div>
        <Button type="submit" variant="primary">
          Add goal
        </Button>
      </form>
    </WritingDialog>
  );
}

type Steps = Record<string, { text: string; at: number; doneAt: null }>;
