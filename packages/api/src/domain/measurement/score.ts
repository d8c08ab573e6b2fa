import { undecided } from "../undecided.ts";
import { entryField } from "../field-path.ts";
import { instrumentOf, type Band, type Instrument, type Item } from "./instruments.ts";
import type { Measurement } from "./measurement.ts";

export type Answered = Measurement["answers"];

/** `unanswered`: the numbers of the items without an answer; a total beside some of them is an estimate. */
export type Score =
  | { kind: "scored"; total: number; band: Band | null; unanswered: readonly string[] }
  | { kind: "incomplete"; unanswered: readonly string[] };

/**
 * The sum of what was answered. Unanswered items count as the mean of the others, as long as the instrument's published
 * rule allows for so many; the total is then rounded to a whole number, as the bands are.
 */
export function scoreOf(instrument: Instrument, answers: Answered): Score {
  const items = instrument.items.filter(({ isScored }) => isScored);
  const values = items.map((item) => answerOf(item, answers)).filter((value) => value !== null);
  const unanswered = items.filter((item) => answerOf(item, answers) === null).map(({ key }) => key);
  if (values.length === 0 || unanswered.length > instrument.mostUnanswered) return { kind: "incomplete", unanswered };

  const sum = values.reduce((total, value) => total + value, 0);
  const total = Math.round((sum * items.length) / values.length);
  const band = instrument.bands.find(({ from, to }) => from <= total && total <= to) ?? null;
  return { kind: "scored", total, band, unanswered };
}

/** The value of an answer; null when there is none, or none that the item has. */
export function answerOf({ key, answers: possible }: Item, answers: Answered): number | null {
  const value = answers?.[key] ?? null;
  return value !== null && value < possible.length ? value : null;
}

/** The items to ask: how difficult it was only when there was anything at all, as on the form. */
export function itemsToAsk({ items }: Instrument, answers: Answered): readonly Item[] {
  const hasProblem = items.some((item) => item.isScored && (answerOf(item, answers) ?? 0) > 0);
  return items.filter(({ isScored }) => isScored || hasProblem);
}

/** What a removed measure is when it is brought back: what it was, or, where that is not known, what its answers say. */
export function statusBefore(measurement: Measurement): Measurement["status"] {
  const { answers, removedFrom } = measurement;
  if (removedFrom) return removedFrom;
  const scored = instrumentOf(measurement).items.filter(({ isScored }) => isScored);
  return scored.every(({ key }) => answers?.[key] !== undefined) ? "done" : "open";
}

/** A score in words that say where it lies and conclude nothing. */
export function scoreWords(instrument: Instrument, score: Score): string {
  if (score.kind === "incomplete") return "Incomplete";
  const { total, band, unanswered } = score;
  const number = unanswered.length > 0 ? `about ${total}` : String(total);
  return band ? `${number} · ${band.name} band` : `${number} of ${instrument.max}`;
}

/** Which items have no answer, in words; "" when all have. */
export function unansweredWords({ unanswered }: Score): string {
  if (unanswered.length === 0) return "";
  return `${unanswered.length === 1 ? "Item" : "Items"} ${unanswered.join(", ")} not answered`;
}

/**
 * The answer above 0 to the item that must not be passed over; null when there is none. Also one that another device
 * gave and that has not been decided about: until then it counts as given.
 */
export function watchedAnswer(measurement: Measurement): { item: Item; value: number } | null {
  const { items, watchedItem } = instrumentOf(measurement);
  const item = items.find(({ key }) => key === watchedItem);
  if (!item || measurement.status === "removed") return null;
  const field = entryField("answers", item.key);
  const open = undecided(measurement).filter((lost) => lost.field === field);
  const given = [measurement.answers?.[item.key], ...open.map(({ value }) => value)].map((value) =>
    typeof value === "number" ? value : 0,
  );
  const value = Math.min(Math.max(...given), item.answers.length - 1);
  return value > 0 ? { item, value } : null;
}

/** Whether somebody still has to say what was done about such an answer. */
export function needsFollowUp(measurement: Measurement): boolean {
  return watchedAnswer(measurement) !== null && measurement.followUp.trim() === "";
}
