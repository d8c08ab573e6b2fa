/** The day of a moment where the person is, yyyy-mm-dd. */
export function localDay(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
}

/** The middle of a day where the person is, in ms. */
export function noonOf(day: string): number {
  return new Date(`${day}T12:00`).getTime();
}
