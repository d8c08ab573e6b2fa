/** A number as a person types it, with a point or a comma; null: nothing is typed; undefined: it is no number, or may be two. */
export function readNumber(typed: string): number | null | undefined {
  const text = typed.trim().replace("−", "-");
  if (text === "") return null;
  // "1,250" is a thousand and more to one, and one and a quarter to another.
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) || /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) return undefined;
  const number = Number(text.replace(",", "."));
  return Math.abs(number) <= 1e9 ? number : undefined;
}
