import type { TemplateChoice } from "@cliently/api/domain/note/templates";

import { useTell } from "../../toasts.tsx";
import { insertPlan } from "./insert-plan.ts";
import type { LastPlan } from "./last-plan.ts";

/** Puts the last plan into a note and says where it is. `isWide`: one sees the note beside it, and writes on there. */
export function useInsertPlan(template: TemplateChoice | undefined, isWide: boolean): (plan: LastPlan) => void {
  const tell = useTell();
  return (plan) => {
    const inserted = template && insertPlan(plan, template);
    if (!inserted) return;
    const { section, editor, takeOut } = inserted;
    if (isWide) editor.commands.focus("end");
    else editor.view.dom.lastElementChild?.scrollIntoView({ block: "center" }); // clear of what stands at the foot
    tell({
      text: `The last plan is at the end of “${section.name}”.`,
      action: {
        label: "Undo",
        onPress: () =>
          !takeOut() &&
          tell({ text: "It was written on since, so it stays. Undo in the text goes back step by step." }),
      },
    });
  };
}
