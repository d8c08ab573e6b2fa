/** What the log may say of a bug: the kind of error and where it arose. Never its message, which may hold what somebody wrote. */
export function placeOf(error: unknown): { kind: string; at: string | null } {
  if (!(error instanceof Error)) return { kind: typeof error, at: null };
  const stack = error.stack ?? "";
  const trace = stack.slice(stack.indexOf(error.message) + error.message.length);
  const frame = trace.split("\n").find((line) => line.trimStart().startsWith("at "));
  return { kind: error.name, at: frame?.trim().slice(0, 200) ?? null };
}
