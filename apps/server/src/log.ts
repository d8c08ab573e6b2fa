import type { Log } from "@cliently/api";

/** Writes one JSON line an event to `write`: the time, the event's name, its named scalars. */
export function lineLog(write: (line: string) => void, clock: () => number): Log {
  return (event, fields = {}) =>
    write(JSON.stringify({ at: new Date(clock()).toISOString(), event, ...fields }) + "\n");
}
