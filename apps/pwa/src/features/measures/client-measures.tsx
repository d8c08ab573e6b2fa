import type { Row } from "@cliently/api/domain/store";
import { Section } from "@cliently/ui/section";

import { useRows } from "../../sync/hooks.tsx";
import { MeasureSeries } from "./measure-series.tsx";
import { NewMeasure } from "./new-measure.tsx";
import { RemovedMeasures } from "./removed-measures.tsx";

/** The measures of one client, by what was asked. */
export function ClientMeasures({ clientId }: { clientId: string }) {
  const measurements = useRows("measurement", { list: "clientId", value: clientId });
  if (!measurements) return null;
  const present = measurements.filter(({ status }) => status !== "removed");

  return (
    <Section title="Measures" actions={<NewMeasure clientId={clientId} noteId={null} />}>
      {present.length === 0 && (
        <p className="text-soft">
          None yet. A questionnaire or a scale shows how somebody is doing over time; they can answer it on this device.
        </p>
      )}
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
