import type { Act, MutationArgs } from "@cliently/api/domain/catalogue";
import { overOf, type Over } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import type { GoalFields, GoalProgress, GoalStep } from "@cliently/api/domain/goal/goal";
import type { Row } from "@cliently/api/domain/store";
import { useEffect, useRef } from "react";

import { useMutate } from "../../sync/hooks.tsx";

type Changes = MutationArgs<"goal.change">["changes"];

export type GoalChange = {
  /** `over`: the value that the person saw; the one that is there now, when absent. */
  field: <Name extends keyof GoalFields>(name: Name, value: GoalFields[Name], over?: Over) => Promise<unknown>;
  /** Null takes it away. */
  step: (id: string, step: GoalStep | null, over?: Over) => Promise<unknown>;
  progress: (id: string, entry: GoalProgress | null, over?: Over) => Promise<unknown>;
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
  const change = (changes: Changes) => mutate([goalChange(goal.id, changes)]);
  const seen = (field: string) => overOf(newest.current, field);
  return {
    field: (name, value, over = seen(name)) => change({ [name]: { value, over } } as Changes), // of that name's own kind
    step: (id, value, over = seen(entryField("steps", id))) => change({ steps: { [id]: { value, over } } }),
    progress: (id, value, over = seen(entryField("progress", id))) => change({ progress: { [id]: { value, over } } }),
  };
}
