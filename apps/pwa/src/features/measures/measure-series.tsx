import { instrumentOf, type Instrument } from "@cliently/api/domain/measurement/instruments";
import { scoreOf } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { LinePlot } from "@cliently/ui/line-plot";
import { useState } from "react";

import { dayWords } from "../../platform/days.ts";
import { MeasureList } from "./measure-list.tsx";

/** What was taken with one instrument: over time, and each by itself. `measurements`: the newest first, at least one. */
export function MeasureSeries({
  measurements,
}: {
  measurements: readonly [Row<"measurement">, ...Row<"measurement">[]];
}) {
  const [isWhole, setWhole] = useState(false);
  const [newest] = measurements;
  const instrument = instrumentOf(newest);
  const points = pointsOf(instrument, measurements);
  const shown = isWhole ? measurements : measurements.slice(0, SHOWN);

  return (
    <div className="flex flex-col gap-3">
      <div>
        <h3 className="font-medium [overflow-wrap:anywhere]">{instrument.name}</h3>
        <p className="text-sm text-faint [overflow-wrap:anywhere]">{instrument.about}</p>
      </div>
      {points.length > 1 && (
        <LinePlot
          label={`${instrument.name} over time`}
          points={points}
          min={0}
          max={instrument.max}
          bands={instrument.bands}
          formatAt={dayWords}
        />
      )}
      <MeasureList label={`${instrument.name}, each`} measurements={shown} />
      {shown.length < measurements.length && (
        <Button size="small" variant="ghost" className="self-start" onPress={() => setWhole(true)}>
          Show all {measurements.length}
        </Button>
      )}
    </div>
  );
}

const SHOWN = 5;

/** The scores that there are: what is open or incomplete is in the list alone. */
function pointsOf(instrument: Instrument, measurements: readonly Row<"measurement">[]) {
  return measurements.flatMap(({ takenAt, status, answers, remark }) => {
    const score = scoreOf(instrument, answers);
    if (status !== "done" || score.kind === "incomplete") return [];
    const notes = [score.unanswered.length > 0 ? "an estimate" : "", remark].filter(Boolean);
    return [{ at: takenAt, value: score.total, ...(notes.length > 0 ? { note: notes.join(", ") } : {}) }];
  });
}
