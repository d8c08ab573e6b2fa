/** The local time of day, as hh:mm. */
export function timeOf(time: number): string {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time in ms of a local day and time of day. */
export function momentOf(day: string, time: string): number {
  return new Date(`${day}T${time.slice(0, 5)}:00`).getTime();
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
