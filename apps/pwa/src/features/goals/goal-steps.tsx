import { entryField } from "@cliently/api/domain/field-path";
import { stepsOf, type ListedStep } from "@cliently/api/domain/goal/entries-of";
import { GoalStep, MOST_STEPS } from "@cliently/api/domain/goal/goal";
import { newId } from "@cliently/api/domain/new-id";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Checkbox } from "@cliently/ui/checkbox";
import { IconButton } from "@cliently/ui/icon-button";
import { TextField } from "@cliently/ui/text-field";
import { Pencil, Plus, X } from "lucide-react";
import { useState, type ReactNode } from "react";

import { dayWords } from "../../platform/days.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { whyNotKept, type Read } from "../../writing/read-field.ts";
import { useKept } from "../../writing/use-kept.ts";
import { StepAdder } from "./step-adder.tsx";
import { goalChange, useGoalChange } from "./use-goal-change.ts";

/** The steps to a goal, and what can be added: ticked off, added, reworded, taken away and brought back. */
export function GoalSteps({ goal, beside }: { goal: Row<"goal">; beside: ReactNode }) {
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  const tell = useTell();
  const device = useDevice();
  const { world } = device;
  const [renamed, setRenamed] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const steps = stepsOf(goal);
  const isFull = Object.keys(goal.steps ?? {}).length >= MOST_STEPS;
  const keep = (id: string, step: GoalStep | null) => attempt(change.step(id, step));

  function remove({ id, ...step }: ListedStep): void {
    attempt(change.step(id, null), () =>
      tell({ text: "The step was taken away.", action: { label: "Undo", onPress: () => keep(id, step) } }),
    );
  }

  return (
    <div className="flex flex-col gap-2">
      {steps.length > 0 && (
        <ul aria-label={`Steps to ${goal.title}`} className="flex flex-col">
          {steps.map(({ id, ...step }) => (
            <li key={id} className="group flex items-start gap-1">
              {renamed === id ? (
                <StepText goal={goal} id={id} step={step} onDone={() => setRenamed(undefined)} />
              ) : (
                <Checkbox
                  className="min-w-0 flex-1 [overflow-wrap:anywhere]"
                  isSelected={step.doneAt !== null}
                  onChange={(isDone) => keep(id, { ...step, doneAt: isDone ? timeNow(device) : null })}
                  description={step.doneAt !== null && `Done ${dayWords(step.doneAt)}`}
                >
                  {step.text}
                </Checkbox>
              )}
              <IconButton
                label={`Reword ${step.text}`}
                icon={<Pencil aria-hidden className="size-4!" />}
                onPress={() => setRenamed(id)}
              />
              <IconButton
                label={`Take away ${step.text}`}
                icon={<X aria-hidden className="size-4!" />}
                onPress={() => remove({ id, ...step })}
              />
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <StepAdder
          of={goal.title}
          autoFocus
          isFull={isFull}
          onAdd={(text, draft) => {
            const id = newId(world.clock(), world.random);
            return change.step(id, { text, at: timeNow(device), doneAt: null }, { draft });
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {beside}
        {!isAdding && !isFull && (
          <Button
            size="small"
            variant="ghost"
            icon={<Plus aria-hidden />}
            aria-label={`Add step to ${goal.title}`}
            onPress={() => setAdding(true)}
          >
            Add step
          </Button>
        )}
      </div>
    </div>
  );
}

type StepTextProps = { goal: Row<"goal">; id: string; step: GoalStep; onDone: () => void };

function StepText({ goal, id, step, onDone }: StepTextProps) {
  const { shown, type, keep, error } = useKept({
    field: "Step",
    of: goal.title,
    kept: step.text,
    at: { noun: "goal", row: goal, path: entryField("steps", id) },
    read: (typed) => readStep(step, typed),
    act: (value, over) => goalChange(goal.id, { steps: { [id]: { value, over } } }),
  });
  const left = () => {
    keep();
    if (!("error" in readStep(step, shown))) onDone();
  };
  return (
    <TextField
      label="Step"
      hideLabel
      autoFocus
      autoComplete="off"
      className="flex-1"
      value={shown}
      onChange={type}
      onBlur={left}
      onEnter={left}
      error={error}
    />
  );
}

/** A step without words is the one it was: what is to go is taken away. */
function readStep(step: GoalStep, typed: string): Read<GoalStep> {
  const text = typed.trim() || step.text;
  const { error } = GoalStep.shape.text.safeParse(text);
  return error ? { text, error: whyNotKept(error) } : { text, value: { ...step, text } };
}
