import { rangeOf, valuesOf } from "@cliently/api/domain/goal/way";
import type { Row } from "@cliently/api/domain/store";
import { LinePlot } from "@cliently/ui/line-plot";

/** Whether there is more than one value to see. */
export function hasPlot(goal: Row<"goal">): boolean {
  return valuesOf(goal).length > 1;
}

/** How a goal was doing over time. */
export function GoalPlot({ goal }: { goal: Row<"goal"> }) {
  const values = valuesOf(goal);
  const [min, max] = rangeOf(goal);
  return (
    <LinePlot
      label={goal.title}
      points={values.map(({ at, value, remark }) => ({ at, value, ...(remark ? { note: remark } : {}) }))}
      min={min}
      max={max}
      unit={goal.unit}
      {...(goal.target === null ? {} : { target: goal.target })}
      {...(goal.start === null ? {} : { start: goal.start })}
    />
  );
}
