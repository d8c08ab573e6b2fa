/** Whether two pieces of plain data say the same; a field that is undefined is one that is not there. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, at) => isEqual(one, b[at]));
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]; // both are objects
  for (const field in left) if (!isEqual(left[field], right[field])) return false;
  for (const field in right) if (right[field] !== undefined && left[field] === undefined) return false;
  return true;
}

/** Where two rows differ, for a person who looks for the reason. */
export function difference(a: unknown, b: unknown): string {
  const [left, right] = [(a ?? {}) as Record<string, unknown>, (b ?? {}) as Record<string, unknown>];
  if (!a || !b) return `${short(a)} against ${short(b)}`;
  const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return fields
    .filter((field) => !isEqual(left[field], right[field]))
    .map((field) => `${field}: ${short(left[field])} against ${short(right[field])}`)
    .join("; ");
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
