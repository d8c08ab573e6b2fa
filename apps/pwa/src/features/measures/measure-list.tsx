import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import { needsFollowUp, scoreOf, scoreWords, unansweredWords } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";
import { Badge } from "@cliently/ui/badge";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import { useState } from "react";

import { dayWords } from "../../platform/days.ts";
import { MeasureDialog } from "./measure-dialog.tsx";

type Props = {
  label: string;
  /** The newest first. */
  measurements: readonly Row<"measurement">[];
  /** Each says what it is; otherwise the list does. */
  isMixed?: boolean;
};

/** Measures that were taken: the score, when, what is missing. Pressing one opens it. */
export function MeasureList({ label, measurements, isMixed = false }: Props) {
  const [opened, setOpened] = useState<string>();
  const asked = measurements.find(({ id }) => id === opened);
  return (
    <>
      <List label={label} items={measurements} dependencies={[isMixed]}>
        {(measurement) => {
          const { title, detail } = linesOf(measurement, isMixed);
          return (
            <ListRow
              id={measurement.id}
              textValue={`${title}, ${detail}`}
              title={<span className="figures">{title}</span>}
              detail={detail}
              trailing={<Standing measurement={measurement} />}
              onAction={() => setOpened(measurement.id)}
            />
          );
        }}
      </List>
      {asked && <MeasureDialog key={asked.id} asked={asked} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function linesOf(measurement: Row<"measurement">, isMixed: boolean): { title: string; detail: string } {
  const instrument = instrumentOf(measurement);
  const score = scoreOf(instrument, measurement.answers);
  const isOpen = measurement.status === "open";
  const given = instrument.items.filter(({ isScored }) => isScored).length - score.unanswered.length;
  const standing = isOpen ? `${given} of ${given + score.unanswered.length} answered` : scoreWords(instrument, score);
  return {
    title: isMixed ? `${instrument.name} · ${standing}` : standing,
    detail: [dayWords(measurement.takenAt), isOpen ? "" : unansweredWords(score), measurement.remark]
      .filter(Boolean)
      .join(" · "),
  };
}

function Standing({ measurement }: { measurement: Row<"measurement"> }) {
  if (needsFollowUp(measurement)) return <Badge kind="needs-you">Item 9</Badge>;
  return measurement.status === "open" && <Badge>Go on</Badge>;
}
