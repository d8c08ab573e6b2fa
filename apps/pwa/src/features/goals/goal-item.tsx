import { wayOf } from "@cliently/api/domain/goal/way";
import { stepsWords, wayWords } from "@cliently/api/domain/goal/way-words";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Meter } from "@cliently/ui/meter";
import { ChevronRight, Plus } from "lucide-react";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

import { localDay } from "../../platform/days.ts";
import { useLanding } from "../../platform/finding.tsx";
import { showFound } from "../../platform/show-found.ts";
import { useDevice } from "../../sync/hooks.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { GoalFieldsInPlace } from "./goal-fields.tsx";
import { GoalMenu } from "./goal-menu.tsx";
import { GoalPlot, hasPlot } from "./goal-plot.tsx";
import { GoalSteps } from "./goal-steps.tsx";
import { ProgressForm } from "./progress-form.tsx";
import { ProgressList } from "./progress-list.tsx";
import { useGoalChange } from "./use-goal-change.ts";
import { dueWords } from "./words.ts";

/** One goal: how far it has come, what leads there, and everything about it to be changed in place. */
export function GoalItem({ goal, conflicts }: { goal: Row<"goal">; conflicts: ReactNode }) {
  const { world } = useDevice();
  const heading = useId();
  const item = useRef<HTMLElement>(null);
  const landing = useLanding("goal", goal.id);
  const [isOpen, setOpen] = useState(goal.status === "open");
  const [isEdited, setEdited] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const isShown = isOpen || landing !== undefined;
  const isBarShown = isShown && wayOf(goal).share !== null;
  const due = goal.dueOn && dueWords(goal.dueOn, localDay(world.clock()));
  const facts = [!isBarShown && wayWords(goal), stepsWords(goal), due].filter(Boolean).join(" · ");

  useEffect(() => {
    if (landing) return showFound(() => item.current, landing.words);
  }, [landing]);

  return (
    <article ref={item} aria-labelledby={heading} className="flex flex-col gap-3 outline-none">
      <header className="flex items-start gap-1">
        <div className="min-w-0 flex-1">
          <h4 id={heading} className="font-semibold [overflow-wrap:anywhere]">
            <button
              type="button"
              aria-expanded={isShown}
              className="-mx-1 flex min-h-control cursor-pointer items-center gap-1 rounded-sm px-1 text-left"
              onClick={() => setOpen(!isShown)}
            >
              <ChevronRight
                aria-hidden
                className={`size-4 shrink-0 text-faint transition-transform ${isShown ? "rotate-90" : ""}`}
              />
              {goal.title}
            </button>
          </h4>
          {facts && <p className="pl-5 text-sm text-soft figures first-letter:uppercase">{facts}</p>}
        </div>
        <GoalMenu goal={goal} isEdited={isEdited} onEdit={() => edit(!isEdited)} />
      </header>
      {conflicts}
      {isShown && (
        <div className="flex flex-col gap-4 pl-5">
          <MetHint goal={goal} />
          {isEdited ? (
            <div className="flex flex-col gap-3">
              <GoalFieldsInPlace goal={goal} />
              <Button size="small" className="self-start" onPress={() => setEdited(false)}>
                Done
              </Button>
            </div>
          ) : (
            goal.details && <p className="max-w-prose whitespace-pre-line [overflow-wrap:anywhere]">{goal.details}</p>
          )}
          <Bar goal={goal} />
          {hasPlot(goal) && <GoalPlot goal={goal} />}
          <ProgressList goal={goal} first={landing ? Infinity : hasPlot(goal) ? 0 : 3} />
          {isAdding && <ProgressForm goal={goal} onDone={() => setAdding(false)} />}
          <GoalSteps
            goal={goal}
            beside={
              !isAdding && (
                <Button
                  size="small"
                  icon={<Plus aria-hidden />}
                  aria-label={`Add progress on ${goal.title}`}
                  onPress={() => setAdding(true)}
                >
                  Add progress
                </Button>
              )
            }
          />
        </div>
      )}
    </article>
  );

  function edit(begins: boolean): void {
    setOpen(true);
    setEdited(begins);
  }
}

function Bar({ goal }: { goal: Row<"goal"> }) {
  const { share } = wayOf(goal);
  if (share === null) return null;
  const shown = Math.max(0, Math.min(1, share));
  return <Meter label="Progress" value={shown} max={1} words={wayWords(goal)} />;
}

/** That a target is met is said; whether the goal is reached, only a person can say. */
function MetHint({ goal }: { goal: Row<"goal"> }) {
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  if (goal.status !== "open" || !wayOf(goal).isMet) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      The target is met.
      <Button size="small" onPress={() => attempt(change.field("status", "reached"))}>
        Mark as reached
      </Button>
    </p>
  );
}
