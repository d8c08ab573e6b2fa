import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";

import { dayWords } from "../../platform/days.ts";
import { useBringingBack } from "./use-removing.ts";

/** What was removed, and the way back. */
export function RemovedMeasures({ measurements }: { measurements: readonly Row<"measurement">[] }) {
  const bringBack = useBringingBack();
  if (measurements.length === 0) return null;
  return (
    <details className="text-sm text-soft">
      <summary className="flex min-h-control w-fit cursor-pointer items-center rounded-md text-faint hover:text-ink">
        Removed measures ({measurements.length})
      </summary>
      <ul className="flex flex-col gap-1">
        {measurements.map((measurement) => {
          const what = `${instrumentOf(measurement).name} of ${dayWords(measurement.takenAt)}`;
          return (
            <li key={measurement.id} className="flex items-center justify-between gap-4">
              <span className="min-w-0 [overflow-wrap:anywhere]">{what}</span>
              <Button
                size="small"
                variant="ghost"
                aria-label={`Bring back: ${what}`}
                onPress={() => bringBack(measurement.id)}
              >
                Bring back
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
