import { clientLabels } from "@cliently/api/domain/client/labels";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import type { FocusEvent } from "react";

import { dayAfter } from "./lead-dates.ts";

type Props = {
  value: string | null;
  today: string;
  onChange: (day: string | null) => void;
  /** One of those offered was taken; when absent, that is a change like any other. */
  onTake?: (day: string | null) => void;
  /** The day and what is offered with it have been left. */
  onLeave?: () => void;
  error?: string | undefined;
};

/** The day of the next step: typed, or one of those that are meant most often. */
export function NextStepDay({ value, today, onChange, onTake = onChange, onLeave, error }: Props) {
  const offered: { label: string; day: string | null }[] = [
    { label: "Tomorrow", day: dayAfter(today, 1) },
    { label: "In a week", day: dayAfter(today, 7) },
    { label: "No day", day: null },
  ];

  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) onLeave?.();
  }

  return (
    <div className="flex flex-col gap-2" onBlur={left}>
      <DateField label={clientLabels.nextActionOn} value={value} onChange={onChange} error={error} />
      <div role="group" aria-label="Often meant" className="flex flex-wrap gap-x-1 gap-y-2">
        {offered
          .filter(({ day }) => day !== value)
          .map(({ label, day }) => (
            <Button key={label} size="small" variant="ghost" className="px-2!" onPress={() => onTake(day)}>
              {label}
            </Button>
          ))}
      </div>
    </div>
  );
}
