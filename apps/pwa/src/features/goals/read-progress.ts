import { GoalProgress } from "@cliently/api/domain/goal/goal";
import { readNumber } from "@cliently/api/domain/goal/read-number";

import { momentOn } from "../../platform/days.ts";
import { whyNotKept } from "../../writing/read-field.ts";
import { NO_NUMBER } from "./read-goal.ts";

/** Progress as it is typed. `day`: null while it is being typed. */
export type Written = { value: string; remark: string; day: string | null };
export const EMPTY: Written = { value: "", remark: "", day: null };

type Entry = Omit<GoalProgress, "noteId">;
/** `now`: the moment that is meant when nothing else is said, a time in ms; `today`: the last day there can be. */
type When = { now: number; today: string };

export function isWritten({ value, remark }: Written): boolean {
  return value.trim() !== "" || remark.trim() !== "";
}

/** Progress as it would be kept, or what is wrong with which of its parts. */
export function readProgress(
  written: Written,
  when: When,
): { entry: Entry } | { errors: Partial<Record<"value" | "remark" | "day", string>> } {
  const value = readNumber(written.value);
  const { day } = written;
  const remark = written.remark.trim();
  if (!isWritten(written)) return { errors: { value: "Write down a value, a remark, or both." } };
  if (value === undefined) return { errors: { value: NO_NUMBER } };
  const wrong = GoalProgress.shape.remark.safeParse(remark).error;
  if (wrong) return { errors: { remark: whyNotKept(wrong) } };
  if (day === null || day < "2000") return { errors: { day: "Which day is meant?" } };
  if (day > when.today) return { errors: { day: "This day is still to come." } };
  return { entry: { value, remark, at: momentOn(day, when.now) } };
}

/**
 * The same when there is nobody to ask: what is no number becomes part of the remark. Undefined when not every word of
 * it fits.
 */
export function rescued(written: Written, when: When): Entry | undefined {
  const value = readNumber(written.value) ?? null;
  const words = value === null ? [written.value.trim(), written.remark.trim()] : [written.remark.trim()];
  const { day } = written;
  const isMeant = day !== null && day >= "2000" && day <= when.today;
  const remark = words.filter(Boolean).join(" · ");
  const { success } = GoalProgress.shape.remark.safeParse(remark);
  return success ? { value, remark, at: isMeant ? momentOn(day, when.now) : when.now } : undefined;
}

/** Every word of it, to be copied. */
export function wordsOfProgress({ value, remark }: Written): string {
  return [value, remark].filter(Boolean).join(" · ");
}
