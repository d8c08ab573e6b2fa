import type { GoalStatus } from "@cliently/api/domain/goal/goal";
import { goalStatusLabels } from "@cliently/api/domain/goal/labels";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { Plus } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { GoalItem } from "./goal-item.tsx";
import { NewGoalDialog } from "./new-goal-dialog.tsx";
import { useGoalChange } from "./use-goal-change.ts";

const SHOWN = ["open", "paused", "reached", "dropped"] as const satisfies GoalStatus[];

type Props = {
  clientId: string;
  /** What has to be decided about one of them. */
  conflictsOf: (goalId: string) => ReactNode;
};

/** What a client wants to reach: what is open first, then what is not, and what was removed when it is asked for. */
export function ClientGoals({ clientId, conflictsOf }: Props) {
  const read = useReadRows("goal", { list: "clientId", value: clientId });
  const [isNew, setNew] = useState(false);
  if (!read) return null;
  const goals = read.rows.toSorted((a, b) => a.createdAt - b.createdAt);
  const of = (status: GoalStatus) => goals.filter((goal) => goal.status === status);
  const isEmpty = goals.every(({ status }) => status === "removed");

  return (
    <Section
      title="Goals"
      actions={
        <Button size="small" icon={<Plus aria-hidden />} onPress={() => setNew(true)}>
          New goal
        </Button>
      }
    >
      <Unreadable noun="goal" count={read.unreadable} />
      {isEmpty && read.unreadable === 0 && (
        <p className="text-soft">No goals yet. Write down what is to change, and how you would both notice.</p>
      )}
      {SHOWN.filter((status) => of(status).length > 0).map((status) => (
        <div key={status} className="mb-4 flex flex-col gap-6">
          <h3 className="text-sm font-semibold text-soft figures">
            {goalStatusLabels[status]} · {of(status).length}
          </h3>
          {of(status).map((goal) => (
            <GoalItem key={goal.id} goal={goal} conflicts={conflictsOf(goal.id)} />
          ))}
        </div>
      ))}
      <Removed goals={of("removed")} />
      {isNew && <NewGoalDialog clientId={clientId} onClose={() => setNew(false)} />}
    </Section>
  );
}

function Removed({ goals }: { goals: Row<"goal">[] }) {
  const [isShown, setShown] = useState(false);
  if (goals.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <Button
        size="small"
        variant="ghost"
        className="-ml-3 self-start"
        aria-expanded={isShown}
        onPress={() => setShown(!isShown)}
      >
        {isShown ? "Hide removed" : `Show removed · ${goals.length}`}
      </Button>
      {isShown && (
        <ul aria-label="Removed goals">
          {goals.map((goal) => (
            <RemovedGoal key={goal.id} goal={goal} />
          ))}
        </ul>
      )}
    </div>
  );
}

function RemovedGoal({ goal }: { goal: Row<"goal"> }) {
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  return (
    <li className="flex min-h-control items-center gap-3">
      <span className="min-w-0 flex-1 text-soft [overflow-wrap:anywhere]">{goal.title}</span>
      <Button
        size="small"
        aria-label={`Bring back ${goal.title}`}
        onPress={() => attempt(change.field("status", goal.removedFrom ?? "open"))}
      >
        Bring back
      </Button>
    </li>
  );
}
