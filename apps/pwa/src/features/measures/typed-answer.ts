type Numbers = { first: number; last: number };

/**
 * The number of the answer that is typed by a digit after one that was `waiting`; null: there is none. It waits itself
 * while a further digit may belong to it: 1 where there is a 10.
 */
export function typedAnswer(
  waiting: string,
  digit: string,
  { first, last }: Numbers,
): { number: number; waits: boolean } | null {
  const together = Number(waiting + digit);
  const number = together <= last ? together : Number(digit);
  if (number < first || number > last) return null;
  return { number, waits: number > 0 && number * 10 <= last };
}
