import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { entryField } from "@cliently/api/domain/field-path";
import { newId } from "@cliently/api/domain/new-id";
import type { Answered } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";
import { useRef, useState } from "react";

import { inTurn } from "../../local/in-turn.ts";
import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { readRow } from "../../sync/read-row.ts";
import type { Asked } from "./asked.ts";
import { notDrawn, withPressed, type Pressed } from "./pressed.ts";

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
  const [pressed, setPressed] = useState<Pressed>({});
  const hasBegun = useRef(false);
  const aNewId = () => newId(device.world.clock(), device.world.random);
  const waiting = notDrawn(pressed, measurement);
  if (waiting !== pressed) setPressed(waiting);

  // Read in its turn: what was kept a moment ago is what the next one replaces.
  const keep = (changes: (row: Row<"measurement"> | null) => Act, mid = aNewId()) =>
    turn(async () => {
      const row = await readRow(device, "measurement", asked.id);
      const begin: Act = { name: "measurement.begin", args: { ...asked, takenAt: takenAt ?? timeNow(device) } };
      if (row || hasBegun.current) await mutate([changes(row)], { mids: [mid] });
      else await mutate([begin, changes(row)], { mids: [aNewId(), mid] });
      hasBegun.current = true;
    });

  return {
    measurement,
    answers: withPressed(measurement?.answers, waiting),
    answer(item, value) {
      const mid = aNewId();
      setPressed((others) => ({ ...others, [item]: { value, mid } }));
      const change = (row: Row<"measurement"> | null): Act => ({
        name: "measurement.change",
        args: {
          id: asked.id,
          changes: { answers: { [item]: { value, over: row && overOf(row, entryField("answers", item)) } } },
        },
      });
      return keep(change, mid).catch((failure: unknown) => {
        // It stands no longer as given, unless another was pressed since.
        setPressed(({ [item]: held, ...others }) => (held && held.mid !== mid ? { ...others, [item]: held } : others));
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
