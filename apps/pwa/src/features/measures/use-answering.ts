import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import type { Answered } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";
import { useRef, useState } from "react";

import { inTurn } from "../../local/in-turn.ts";
import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { readRow } from "../../sync/read-row.ts";
import type { Asked } from "./asked.ts";

export type Answering = {
  /** undefined while it is being read, null before the first answer. */
  measurement: Row<"measurement"> | null | undefined;
  /** As one sees them: what was just pressed included. */
  answers: Answered;
  /** Keeps an answer; the first one begins the measure, so that opening one leaves nothing behind. null: passed over. */
  answer: (item: string, value: number | null) => Promise<void>;
  finish: () => Promise<void>;
};

/** Answers of one measure, each kept at once and one after the other. `takenAt`: when, if it begins with this. */
export function useAnswering(asked: Asked, takenAt?: number): Answering {
  const device = useDevice();
  const mutate = useMutate();
  const measurement = useRow("measurement", asked.id);
  const [turn] = useState(inTurn);
  const [pressed, setPressed] = useState<Record<string, number | null>>({});
  const hasBegun = useRef(false);
  const waiting = Object.entries(pressed).filter(([item, value]) => measurement?.answers?.[item] !== value);
  if (waiting.length < Object.keys(pressed).length) setPressed(Object.fromEntries(waiting));

  // Read in its turn: what was kept a moment ago is what the next one replaces.
  const keep = (changes: (row: Row<"measurement"> | null) => Act) =>
    turn(async () => {
      const row = await readRow(device, "measurement", asked.id);
      const begin: Act = { name: "measurement.begin", args: { ...asked, takenAt: takenAt ?? device.world.clock() } };
      await mutate(row || hasBegun.current ? [changes(row)] : [begin, changes(row)]);
      hasBegun.current = true;
    });

  return {
    measurement,
    answers: { ...measurement?.answers, ...pressed },
    answer(item, value) {
      setPressed((others) => ({ ...others, [item]: value }));
      return keep((row) => ({
        name: "measurement.change",
        args: {
          id: asked.id,
          changes: { answers: { [item]: { value, over: row && overOf(row, entryField("answers", item)) } } },
        },
      })).catch((failure: unknown) => {
        // It stands no longer as given, unless another was pressed since.
        setPressed(({ [item]: held, ...others }) =>
          held === undefined || held === value ? others : { ...others, [item]: held },
        );
        throw failure;
      });
    },
    finish: () =>
      keep((row) => ({
        name: "measurement.change",
        args: { id: asked.id, changes: { status: { value: "done", over: row && overOf(row, "status") } } },
      })),
  };
}
