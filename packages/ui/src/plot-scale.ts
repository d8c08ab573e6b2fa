export type PlotPoint = {
  /** Milliseconds since 1970. */
  at: number;
  value: number;
  note?: string;
};
export type PlotBand = { from: number; to: number; name: string };
export type Tick = { at: number; words: string };

/** What the upright side reaches from and to: what was asked for, and further where a value lies outside. */
export function reachOf(min: number, max: number, values: readonly (number | undefined)[]): [number, number] {
  const all = [min, max, ...values.filter((value) => value !== undefined)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A number of the first range as one of the second, in proportion; the middle where the first has no length. */
export function scale([low, high]: readonly [number, number], [from, to]: readonly [number, number]) {
  return (value: number) => (low === high ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from));
}

/** Round numbers within the range, about `wanted` of them: 1, 2 or 5 times a power of ten apart. */
export function valueTicks([low, high]: readonly [number, number], wanted = 4): number[] {
  const rough = (high - low) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const digits = Math.min(100, Math.max(0, -Math.floor(Math.log10(step))));
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(digits)));
}

/** Days, months or years to name along the bottom, never more than `most`; the ends where no round ones fit. */
export function timeTicks([from, to]: readonly [number, number], most: number): Tick[] {
  const marks = STEPS.map((step) => ({ step, times: timesOf(step, from, to) }));
  const fitting = marks.find(({ times }) => times.length <= Math.max(2, most));
  if (fitting && fitting.times.length > 1) {
    return fitting.times.map((at) => ({ at, words: wordsOf(at, fitting.step) }));
  }
  const ends = dayOf(from) === dayOf(to) ? [from] : [from, to];
  return ends.map((at) => ({ at, words: shortDay.format(at) }));
}

/** The point nearest to a time. */
export function nearest(points: readonly PlotPoint[], at: number): number {
  const gaps = points.map((point) => Math.abs(point.at - at));
  return gaps.indexOf(Math.min(...gaps));
}

/** Where one band ends and the next begins: between 4 and 5 it is 4.5, so that both ends are in their own. */
export function bandEdges(bands: readonly PlotBand[], [low, high]: readonly [number, number]): PlotBand[] {
  const sorted = bands.toSorted((a, b) => a.from - b.from);
  return sorted.map((band, index) => {
    const before = sorted[index - 1];
    const after = sorted[index + 1];
    return {
      name: band.name,
      from: before ? (before.to + band.from) / 2 : Math.max(low, Math.min(band.from, low)),
      to: after ? (band.to + after.from) / 2 : Math.min(high, Math.max(band.to, high)),
    };
  });
}

/** The band that a value lies in. */
export function bandOf(bands: readonly PlotBand[], value: number): string | undefined {
  return bands.find(({ from, to }) => value >= from && value <= to)?.name;
}

/** A number as it is said: "62 %", "4 sessions". */
export function quantity(value: number, unit = ""): string {
  return unit ? `${figures.format(value)} ${unit}` : figures.format(value);
}

type Said = {
  label: string;
  points: readonly PlotPoint[];
  unit?: string;
  target?: number;
  formatAt: (at: number) => string;
};

/** What the plot shows, in one sentence. Points in the order of time. */
export function summaryOf({ label, points, unit, target, formatAt }: Said): string {
  const aim = target === undefined ? "" : ` The target is ${quantity(target, unit)}.`;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return `${label}: no values yet.${aim}`;
  if (points.length === 1) return `${label}: ${quantity(last.value, unit)} on ${formatAt(last.at)}.${aim}`;
  const values = points.map(({ value }) => value);
  const range = `lowest ${quantity(Math.min(...values), unit)}, highest ${quantity(Math.max(...values), unit)}`;
  const way = `from ${quantity(first.value, unit)} on ${formatAt(first.at)} to ${quantity(last.value, unit)} on ${formatAt(last.at)}`;
  return `${label}: ${points.length} values, ${way}; ${range}.${aim}`;
}

type Step = { days: number } | { months: number };
const STEPS: readonly Step[] = [
  ...[1, 2, 7, 14].map((days) => ({ days })),
  ...[1, 2, 3, 6, 12, 24, 60, 120, 240, 600].map((months) => ({ months })),
];

/** The midnights of a step within the range: weeks begin on Mondays, months on their first. */
function timesOf(step: Step, from: number, to: number): number[] {
  const begin = new Date(from);
  const [year, month, day] = [begin.getFullYear(), begin.getMonth(), begin.getDate()];
  const nth =
    "days" in step
      ? dailyFrom(year, month, step.days % 7 === 0 ? day - ((begin.getDay() + 6) % 7) : day, step.days)
      : monthlyFrom(year * 12 + month - ((year * 12 + month) % step.months), step.months);
  const times: number[] = [];
  for (let n = 0; times.length < MOST_TRIED; n++) {
    const at = nth(n);
    if (at > to) break;
    if (at >= from) times.push(at);
  }
  return times;
}

function dailyFrom(year: number, month: number, day: number, days: number) {
  return (n: number) => new Date(year, month, day + n * days).getTime();
}

function monthlyFrom(month: number, months: number) {
  return (n: number) => new Date(0, month - 1900 * 12 + n * months).getTime();
}

function wordsOf(at: number, step: Step): string {
  if ("days" in step) return shortDay.format(at);
  if (step.months >= 12) return String(new Date(at).getFullYear());
  return (new Date(at).getMonth() === 0 ? monthAndYear : shortMonth).format(at);
}

function dayOf(at: number): string {
  return new Date(at).toDateString();
}

/** More than any plot has room for: a step that gives as many is too fine. */
const MOST_TRIED = 60;

const figures = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const shortMonth = new Intl.DateTimeFormat(undefined, { month: "short" });
const monthAndYear = new Intl.DateTimeFormat(undefined, { month: "short", year: "numeric" });
