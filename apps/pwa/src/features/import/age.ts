const ADULT = 18;

/** Whether somebody born on this day (YYYY-MM-DD) is not of age at `now`, in ms. */
export function isMinor(birthDate: string | null, now: number): boolean {
  if (!birthDate) return false;
  const [year = 0, ...rest] = birthDate.split("-");
  const today = new Date(now);
  const day = [today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const years = today.getFullYear() - Number(year) - (day < rest.join("-") ? 1 : 0);
  return years < ADULT;
}
