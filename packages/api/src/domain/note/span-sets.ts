import type { Span } from "./spans.ts";

/** What of these spans is in none of the others, in time that grows with how many they are together, not with the pairs. */
export function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  const taken = new Map<number, Span[]>();
  for (const other of joined(others)) {
    const list = taken.get(other.client);
    if (list) list.push(other);
    else taken.set(other.client, [other]);
  }
  return spans.flatMap((span) => rest(span, taken.get(span.client) ?? []));
}

/** What of these spans is in the others, in their order; as fast. */
export function within(spans: readonly Span[], others: readonly Span[]): Span[] {
  return without(spans, without(spans, others));
}

/** What two spans share; without any length when they share nothing. */
export function shared(one: Span, other: Span): Span {
  const from = Math.max(one.clock, other.clock);
  const to = Math.min(one.clock + one.length, other.clock + other.length);
  return { client: one.client, clock: from, length: one.client === other.client ? Math.max(0, to - from) : 0 };
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { length }) => sum + length, 0);
}

/** By client and clock, those that touch each other made one. */
export function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.client - b.client || a.clock - b.clock)) {
    const last = all.at(-1);
    if (last?.client === span.client && span.clock <= last.clock + last.length)
      last.length = Math.max(last.length, span.clock + span.length - last.clock);
    else all.push({ ...span });
  }
  return all;
}

function rest(span: Span, taken: readonly Span[]): Span[] {
  const left: Span[] = [];
  const end = span.clock + span.length;
  let from = span.clock;
  for (let at = firstAfter(taken, from); at < taken.length && from < end; at++) {
    const { clock = end, length = 0 } = taken[at] ?? {};
    if (clock >= end) break;
    if (clock > from) left.push({ ...span, clock: from, length: clock - from });
    from = Math.max(from, clock + length);
  }
  if (from < end) left.push({ ...span, clock: from, length: end - from });
  return left;
}

/** The first of them that ends after a clock. */
function firstAfter(spans: readonly Span[], clock: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.clock + span.length <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
