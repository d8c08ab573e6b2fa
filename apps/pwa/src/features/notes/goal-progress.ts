import type { Goal } from "@cliently/api/domain/goal/goal";

type Progressing = Pick<Goal, "unit" | "target" | "progress">;

/** How a goal stood last, in words; undefined while nobody has written it down. */
export function latestProgress({
  unit,
  target,
  progress = {},
}: Progressing): { at: number; words: string } | undefined {
  const latest = Object.values(progress)
    .filter((entry) => entry !== null)
    .toSorted((a, b) => b.at - a.at)[0];
  if (!latest) return undefined;
  const { at, value, remark } = latest;
  const figure =
    value === null ? "" : [String(value), target !== null && `of ${target}`, unit].filter(Boolean).join(" ");
  return { at, words: [figure, remark].filter(Boolean).join(" · ") };
}
