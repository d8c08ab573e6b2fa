import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Section } from "@cliently/ui/section";
import { TextLink } from "@cliently/ui/text-link";
import { CornerDownLeft } from "lucide-react";
import type { ReactNode } from "react";

import { useRow, useRows } from "../../sync/hooks.tsx";
import { ClientFacts } from "./client-facts.tsx";
import { latestProgress } from "./goal-progress.ts";
import { useLastPlan, type LastPlan } from "./last-plan.ts";

type Props = {
  note: Row<"note">;
  /** Puts the last plan into this note. */
  onInsert: (plan: LastPlan) => void;
  /** What can be done with the goals; where there is none, they are only told. */
  goals?: ReactNode;
  /** What stands under it. */
  children?: ReactNode;
};

/** What one wants in sight of a client while writing: what was planned, what they work on, who they are. All at once, so that nothing moves. */
export function ClientBeside({ note, onInsert, goals: own, children }: Props) {
  const client = useRow("client", note.clientId);
  const goals = useRows("goal", { list: "clientId", value: note.clientId });
  const plan = useLastPlan(note);
  if (client === undefined || goals === undefined || plan === undefined) return null;
  const open = goals.filter(({ status }) => status === "open").toSorted((a, b) => a.createdAt - b.createdAt);
  return (
    <>
      {plan && <Planned plan={plan} {...(note.status === "draft" ? { onInsert } : {})} />}
      {own ?? (open.length > 0 && <Goals goals={open} />)}
      <ClientFacts clientId={note.clientId} />
      {children}
    </>
  );
}

function Planned({ plan, onInsert }: { plan: LastPlan; onInsert?: Props["onInsert"] }) {
  return (
    <Section
      title="Last plan"
      actions={
        onInsert && (
          <Button size="small" icon={<CornerDownLeft aria-hidden />} onPress={() => onInsert(plan)}>
            Insert
          </Button>
        )
      }
    >
      <div className="text-sm">
        <p className="line-clamp-[16] whitespace-pre-wrap [overflow-wrap:anywhere]">{plan.text}</p>
        <p className="mt-2">
          <TextLink href={`/notes/${plan.noteId}`} className="text-soft figures">
            {day.format(plan.startedAt)}
          </TextLink>
        </p>
      </div>
    </Section>
  );
}

function Goals({ goals }: { goals: readonly Row<"goal">[] }) {
  return (
    <Section title="Goals">
      <ul className="flex flex-col gap-3 text-sm [overflow-wrap:anywhere]">
        {goals.map((goal) => {
          const progress = latestProgress(goal);
          return (
            <li key={goal.id}>
              {goal.title}
              {progress && (
                <span className="block text-faint figures">
                  {progress.words} · <span className="whitespace-nowrap">{day.format(progress.at)}</span>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
