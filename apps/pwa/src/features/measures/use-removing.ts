import type { Act } from "@cliently/api/domain/catalogue";
import { overOf } from "@cliently/api/domain/field";
import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import { statusBefore } from "@cliently/api/domain/measurement/score";
import type { Row } from "@cliently/api/domain/store";

import { readRow } from "../../sync/read-row.ts";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { useTell } from "../../toasts.tsx";
import { useAttempt } from "../../use-attempt.ts";

type Measurement = Row<"measurement">;

/** Removes a measure that was made by mistake, and offers the way back. */
export function useRemoving(): (measurement: Measurement) => Promise<void> {
  const mutate = useMutate();
  const tell = useTell();
  const bringBack = useBringingBack();
  return async (measurement) => {
    await mutate([statusChange(measurement, "removed")]);
    tell({
      text: `${instrumentOf(measurement).name} removed`,
      action: { label: "Undo", onPress: () => bringBack(measurement.id) },
    });
  };
}

/** Brings one back, as what it was. */
export function useBringingBack(): (id: string) => void {
  const device = useDevice();
  const mutate = useMutate();
  const attempt = useAttempt();

  async function bringBack(id: string): Promise<void> {
    const row = await readRow(device, "measurement", id); // as it is after the removal
    if (row) await mutate([statusChange(row, statusBefore(row))]);
  }

  return (id) => attempt(bringBack(id));
}

function statusChange(measurement: Measurement, value: Measurement["status"]): Act {
  const changes = { status: { value, over: overOf(measurement, "status") } };
  return { name: "measurement.change", args: { id: measurement.id, changes } };
}
