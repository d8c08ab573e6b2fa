const SYLLABLES = [
  "lo",
  "mi",
  "ra",
  "ten",
  "vo",
  "sil",
  "ka",
  "ne",
  "pur",
  "dal",
  "fi",
  "gom",
  "hu",
  "jes",
  "bar",
  "wi",
];
const KEY = "cliently-demo";

/** A password that can be read out and typed on a second device: six words of three syllables, 72 bits. */
export function demoPassword(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(18))];
  const syllables = bytes.map((byte) => SYLLABLES[byte % SYLLABLES.length] ?? "");
  return [0, 3, 6, 9, 12, 15].map((at) => syllables.slice(at, at + 3).join("")).join(" ");
}

/** Keeps how to get into the demo practice from a second device, for this tab only. There is nobody's secret in it. */
export function rememberDemo(accountId: string, email: string, password: string): void {
  sessionStorage.setItem(KEY, JSON.stringify({ accountId, email, password }));
}

export function rememberedDemo(accountId: string): { email: string; password: string } | undefined {
  const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (typeof kept !== "object" || kept === null || !("accountId" in kept) || kept.accountId !== accountId)
    return undefined;
  return kept as unknown as { email: string; password: string }; // written by rememberDemo
}
