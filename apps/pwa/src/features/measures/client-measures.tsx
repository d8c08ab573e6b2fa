import type { Row } from "@cliently/api/domain/store";
import { Section } from "@cliently/ui/section";
import { Fragment, type ReactNode } from "react";

import { useReadRows } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { MeasureSeries } from "./measure-series.tsx";
import { NewMeasure } from "./new-measure.tsx";
import { RemovedMeasures } from "./removed-measures.tsx";

type Props = {
  clientId: string;
  /** What has to be decided about a measure. */
  conflictsOf: (measurementId: string) => ReactNode;
};

/** The measures of one client, by what was asked. */
export function ClientMeasures({ clientId, conflictsOf }: Props) {
  const read = useReadRows("measurement", { list: "clientId", value: clientId });
  if (!read) return null;
  const measurements = read.rows;
  const present = measurements.filter(({ status }) => status !== "removed");

  return (
    <Section title="Measures" actions={<NewMeasure clientId={clientId} noteId={null} />}>
      <Unreadable noun="measure" count={read.unreadable} />
      {present.length === 0 && read.unreadable === 0 && (
        <p className="text-soft">
          None yet. A questionnaire or a scale shows how somebody is doing over time; they can answer it on this device.
        </p>
      )}
      <div className="flex flex-col gap-3 empty:hidden">
        {present.map(({ id }) => (
          <Fragment key={id}>{conflictsOf(id)}</Fragment>
        ))}
      </div>
      <div className="flex flex-col gap-8 empty:hidden">
        {seriesOf(present).map((series) => (
          <MeasureSeries key={series[0].instrument} measurements={series} />
        ))}
      </div>
      <RemovedMeasures measurements={measurements.filter(({ status }) => status === "removed")} />
    </Section>
  );
}

type Series = [Row<"measurement">, ...Row<"measurement">[]];

/** Each instrument's measures, the newest first; what was taken last stands above. */
function seriesOf(measurements: readonly Row<"measurement">[]): Series[] {
  const series = new Map<string, Series>();
  for (const measurement of measurements.toSorted((a, b) => b.takenAt - a.takenAt || (a.id < b.id ? 1 : -1))) {
    const others = series.get(measurement.instrument);
    if (others) others.push(measurement);
    else series.set(measurement.instrument, [measurement]);
  }
  return [...series.values()];
}
