/** Which number comes first where a day is written in numbers alone. */
export type DayOrder = "day-first" | "month-first";

const NUMBERS = /^(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4}|\d{2})\.?$/;
const ANY_YEAR = 2000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** In which order the days of a whole column are written; undefined when all could be read either way, and differently. */
export function dayOrderOf(values: Iterable<string>): DayOrder | undefined {
  let isOpen = false;
  for (const value of values) {
    if (!NUMBERS.test(dayPart(value))) continue;
    const dayFirst = dayFrom(value, "day-first", ANY_YEAR);
    const monthFirst = dayFrom(value, "month-first", ANY_YEAR);
    if (dayFirst && (!monthFirst || value.includes("."))) return "day-first"; // nobody writes points with the month first
    if (monthFirst && !dayFirst) return "month-first";
    if (dayFirst !== monthFirst) isOpen = true;
  }
  return isOpen ? undefined : "day-first";
}

/** A written day as YYYY-MM-DD; undefined when it is none. `thisYear` decides about years of two digits. */
export function dayFrom(written: string, order: DayOrder, thisYear: number): string | undefined {
  const value = dayPart(written);
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(value) ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(value);
  if (iso) return day(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = NUMBERS.exec(value);
  if (numbers) {
    const [first, second] = [Number(numbers[1]), Number(numbers[2])];
    const year = fullYear(numbers[3] ?? "", thisYear);
    return order === "day-first" ? day(year, second, first) : day(year, first, second);
  }
  const words = /^(\d{1,2})\.? ([a-z]+)\.?,? (\d{4})$/i.exec(value) ?? /^([a-z]+)\.? (\d{1,2}),? (\d{4})$/i.exec(value);
  if (!words) return undefined;
  const [, first = "", second = "", year] = words;
  const [name, number] = /\d/.test(first) ? [second, first] : [first, second];
  return day(Number(year), MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1, Number(number));
}

/** Whether this is how a program writes that there is no day. */
export function isNoDay(written: string): boolean {
  return /^[0\s./-]*$/.test(written);
}

/** The time that stands behind a day, unless it is the midnight that databases write for none. */
export function timeBeside(written: string): string {
  const [, time = ""] = /[T ](\d{1,2}:\d{2}.*)$/.exec(written.trim()) ?? [];
  return MIDNIGHT.test(time) ? "" : time;
}
const MIDNIGHT = /^(00?|12(?=:.*am)):00(:00)?(\.0+)? ?(am)? ?(z|utc|gmt|[+-]\d{2}:?\d{2})?$/i;

/** Without the time of day that databases write after it. */
function dayPart(written: string): string {
  return written.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, "");
}

/** Years of two digits are those of grown people: the last that lies eighteen years back. */
function fullYear(digits: string, thisYear: number): number {
  if (digits.length === 4) return Number(digits);
  const century = Math.floor(thisYear / 100) * 100;
  const year = century + Number(digits);
  return year > thisYear - 18 ? year - 100 : year;
}

function day(year: number, month: number, dayOfMonth: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, dayOfMonth));
  date.setUTCFullYear(year);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== dayOfMonth) return undefined;
  return date.toISOString().slice(0, 10);
}
