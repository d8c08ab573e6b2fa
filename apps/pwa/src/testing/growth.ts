/**
 * Whether much at once is no more work than the same in parts; work that grows with the square of its size would be as
 * many times more as there are parts. What counts is what the processor did, not what the clock says, so that a busy
 * machine changes nothing; both are done in turn, with room for what memory costs, and the least of each counts.
 */
export function growsEvenly(size: number, run: (size: number) => unknown): boolean {
  const inParts = () => {
    for (let part = 0; part < PARTS; part++) run(size / PARTS);
  };
  inParts(); // the first time is slow for reasons of its own
  let [parts, whole] = [Infinity, Infinity];
  for (let round = 0; round < 4; round++) {
    parts = Math.min(parts, workOf(inParts));
    whole = Math.min(
      whole,
      workOf(() => run(size)),
    );
    if (whole < ROOM * Math.max(parts, SHORTEST)) return true;
  }
  return false;
}

const PARTS = 64;
const ROOM = 8;
/** Less says nothing: some machines count in steps of ten milliseconds. */
const SHORTEST = 20_000;

/** In microseconds of the processor, on this thread alone. */
function workOf(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
