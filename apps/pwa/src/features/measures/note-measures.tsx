import { Section } from "@cliently/ui/section";

import { useRows } from "../../sync/hooks.tsx";
import { MeasureList } from "./measure-list.tsx";
import { NewMeasure } from "./new-measure.tsx";

/** The measures that were taken in one note, beside it. */
export function NoteMeasures({ clientId, noteId }: { clientId: string; noteId: string }) {
  const measurements = useRows("measurement", { list: "clientId", value: clientId });
  const taken = measurements
    ?.filter((measurement) => measurement.noteId === noteId && measurement.status !== "removed")
    .toSorted((a, b) => b.takenAt - a.takenAt);
  return (
    <Section title="Measures" actions={<NewMeasure clientId={clientId} noteId={noteId} />}>
      {taken?.length === 0 && <p className="text-control text-faint">None taken in this note.</p>}
      {taken && taken.length > 0 && <MeasureList label="Measures of this note" measurements={taken} isMixed />}
    </Section>
  );
}
