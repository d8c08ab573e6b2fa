import { goalLabels } from "@cliently/api/domain/goal/labels";
import type { Row } from "@cliently/api/domain/store";
import { DateField } from "@cliently/ui/date-field";
import { TextField } from "@cliently/ui/text-field";
import type { FocusEvent } from "react";

import { useKept, type Kept } from "../../writing/use-kept.ts";
import { readField, writtenDown, type WrittenField } from "./read-goal.ts";
import { goalChange } from "./use-goal-change.ts";

/** What a goal says and how it is measured, written in place: each field is kept when one leaves it. */
export function GoalFieldsInPlace({ goal }: { goal: Row<"goal"> }) {
  return (
    <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
      <GoalText goal={goal} name="title" className="col-span-2 sm:col-span-4" autoFocus />
      <GoalText goal={goal} name="unit" placeholder="walks a week" className="col-span-2" />
      <GoalText goal={goal} name="start" inputMode="decimal" />
      <GoalText goal={goal} name="target" inputMode="decimal" />
      <GoalDay goal={goal} />
      <GoalText goal={goal} name="details" multiline className="col-span-2 sm:col-span-4" />
    </div>
  );
}

type Look = {
  multiline?: boolean;
  autoFocus?: boolean;
  inputMode?: "decimal";
  placeholder?: string;
  className?: string;
};

function GoalText({ goal, name, ...look }: { goal: Row<"goal">; name: WrittenField } & Look) {
  const { shown, error, type, keep } = useGoalField(goal, name, { whileTyping: look.multiline ?? false });
  return (
    <TextField
      label={goalLabels[name]}
      autoComplete="off"
      {...look}
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}

function GoalDay({ goal }: { goal: Row<"goal"> }) {
  const { shown, error, type, keep } = useGoalField(goal, "dueOn");
  const left = ({ currentTarget, relatedTarget }: FocusEvent) => currentTarget.contains(relatedTarget) || keep();
  return (
    <div onBlur={left} className="col-span-2">
      <DateField
        label={goalLabels.dueOn}
        value={shown || null}
        onChange={(day) => type(writtenDown(day))}
        error={error}
      />
    </div>
  );
}

function useGoalField(goal: Row<"goal">, name: WrittenField, { whileTyping = false } = {}): Kept {
  return useKept({
    field: goalLabels[name],
    of: goal.title,
    kept: writtenDown(goal[name]),
    at: { noun: "goal", row: goal, path: name },
    read: (typed) => readField(name, typed),
    act: (value, over) => goalChange(goal.id, { [name]: { value, over } }),
    whileTyping,
  });
}
