import type { Verdicts } from "./laws.ts";
import type { AnyRow } from "./reference.ts";
import type { Account } from "./world.ts";

type Stamp = { at: number; device: string; mid: string };
type Write = Stamp & { value: unknown; over: string | undefined };

/**
 * L16 and L17, by another way than the code's: of all that was ever written into a field the greatest stamp is there,
 * and every other one was seen by whoever replaced it, or is kept on the row, or was settled by the person.
 */
export function mergedFields({ model }: Account, { hold, meet }: Verdicts): void {
  const writes = new Map<string, Write[]>();
  const settled = new Set<string>();
  for (const { name, args, status, madeAt, deviceId, mid } of model.log) {
    if (status !== "applied") continue;
    const given = args as {
      id?: string;
      fields?: AnyRow;
      changes?: Record<string, { value: unknown; over: Stamp | null }>;
    }; // of a mutation's shape
    const stamp = { at: madeAt, device: deviceId, mid };
    const noun = name.slice(0, name.indexOf("."));
    if (name.endsWith(".settle")) settled.add((args as { mid: string }).mid);
    if (name === "client.create" || name === "note.create") {
      for (const [field, value] of Object.entries(given.fields ?? {}))
        add(writes, `${noun}|${given.id}|${field}`, { ...stamp, value, over: undefined });
    }
    for (const [field, change] of Object.entries(given.changes ?? {})) {
      const at = Math.max(madeAt, (change.over?.at ?? -1) + 1);
      add(writes, `${noun}|${given.id}|${field}`, { ...stamp, at, value: change.value, over: change.over?.mid });
    }
  }
  for (const [place, all] of writes) {
    if (all.length < 2) continue;
    const [noun = "", id = "", field = ""] = place.split("|");
    const row = model.asOf(`${noun}|${id}`, model.head)?.row;
    if (!row) continue;
    const winner = all.reduce((best, write) => (isLater(write, best) ? write : best));
    hold(
      "L16",
      row[field] === winner.value,
      () => `${place} is ${String(row[field])}, the greatest stamp wrote ${String(winner.value)}`,
    );
    const seen = new Set(all.map(({ over }) => over));
    const lost = new Set(
      ((row["lost"] ?? []) as { field: string; mid: string }[]).map((entry) => `${entry.field}|${entry.mid}`),
    ); // a row's list of them
    for (const write of all) {
      if (write === winner || write.value === winner.value || seen.has(write.mid) || settled.has(write.mid)) continue;
      meet("merges");
      hold("L17", lost.has(`${field}|${write.mid}`), () => `${place}: ${String(write.value)} lost and is kept nowhere`);
    }
  }
}

function add(writes: Map<string, Write[]>, place: string, write: Write): void {
  const all = writes.get(place);
  if (all) all.push(write);
  else writes.set(place, [write]);
}

function isLater(a: Stamp, b: Stamp): boolean {
  if (a.at !== b.at) return a.at > b.at;
  if (a.device !== b.device) return a.device > b.device;
  return a.mid > b.mid;
}
