import type { GoalStatus } from "@cliently/api/domain/goal/goal";
import { goalStatusLabels } from "@cliently/api/domain/goal/labels";
import type { Row } from "@cliently/api/domain/store";
import { IconButton } from "@cliently/ui/icon-button";
import { Menu } from "@cliently/ui/menu";
import { Ellipsis, Flag, Pause, Pencil, Play, Trash2, X } from "lucide-react";

import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";
import { useGoalChange } from "./use-goal-change.ts";

const WAYS = [
  { status: "open", label: "Open again", icon: Play },
  { status: "reached", label: "Mark as reached", icon: Flag },
  { status: "paused", label: "Pause", icon: Pause },
  { status: "dropped", label: "Drop", icon: X },
] as const satisfies { status: GoalStatus; label: string; icon: unknown }[];

type Props = { goal: Row<"goal">; isEdited: boolean; onEdit: () => void };

/** What can be done with a goal as a whole. Nothing is final: each is taken back at once, or later in the same way. */
export function GoalMenu({ goal, isEdited, onEdit }: Props) {
  const change = useGoalChange(goal);
  const attempt = useAttempt();
  const tell = useTell();

  function become(status: GoalStatus): void {
    const before = goal.status;
    attempt(change.field("status", status), () =>
      tell({
        text: `${goalStatusLabels[status]}: ${goal.title}`,
        action: { label: "Undo", onPress: () => attempt(change.field("status", before)) },
      }),
    );
  }

  return (
    <Menu
      label={`About ${goal.title}`}
      trigger={<IconButton label={`About ${goal.title}`} icon={<Ellipsis aria-hidden />} />}
      items={[
        { id: "edit", label: isEdited ? "Done editing" : "Edit", icon: <Pencil aria-hidden />, onAction: onEdit },
        { id: "line", isSeparator: true },
        ...WAYS.filter(({ status }) => status !== goal.status).map(({ status, label, icon: Icon }) => ({
          id: status,
          label,
          icon: <Icon aria-hidden />,
          onAction: () => become(status),
        })),
        {
          id: "remove",
          label: "Remove",
          icon: <Trash2 aria-hidden />,
          isDanger: true,
          onAction: () => become("removed"),
        },
      ]}
    />
  );
}
