import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import type { GoalFields, GoalProgress, GoalStep } from "@cliently/api/domain/goal/goal";
import type { Row } from "@cliently/api/domain/store";
import { useEffect, useRef } from "react";

import { useMutate, type WriteOptions } from "../../sync/hooks.tsx";

type Changes = MutationArgs<"goal.change">["changes"];

export type GoalChange = {
  field: <Name extends keyof GoalFields>(name: Name, value: GoalFields[Name]) => Promise<unknown>;
  /** Null takes it away. */
  step: (id: string, step: GoalStep | null, options?: WriteOptions) => Promise<unknown>;
  progress: (id: string, entry: GoalProgress | null) => Promise<unknown>;
};

/** The act that changes fields or entries of a goal. */
export function goalChange(id: string, changes: Changes): Act {
  return { name: "goal.change", args: { id, changes } };
}

/** Keeps one field or one entry of a goal, so that what two devices write at once comes together. */
export function useGoalChange(goal: Row<"goal">): GoalChange {
  const mutate = useMutate();
  // "Undo" is pressed later, and replaces what is there by then.
  const newest = useRef(goal);
  useEffect(() => {
    newest.current = goal;
  }, [goal]);
  const change = (changes: Changes, options?: WriteOptions) => mutate([goalChange(goal.id, changes)], options);
  const onTop = <Value>(field: string, value: Value) => ({ value, over: overOf(newest.current, field) });
  return {
    field: (name, value) => change({ [name]: onTop(name, value) } as Changes), // of that name's own kind
    step: (id, step, options) => change({ steps: { [id]: onTop(entryField("steps", id), step) } }, options),
    progress: (id, entry) => change({ progress: { [id]: onTop(entryField("progress", id), entry) } }),
  };
}
