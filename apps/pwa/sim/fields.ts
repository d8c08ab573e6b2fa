import { valueOf } from "@cliently/api/domain/field-path";

import type { Verdicts } from "./laws.ts";
import type { AnyRow } from "./reference.ts";
import type { Account } from "./world.ts";

type Stamp = { at: number; device: string; mid: string };
type Write = Stamp & { value: unknown; over: string | undefined };

/**
 * L16 and L17, by another way than the code's: of all that was ever written into a field the greatest stamp is there,
 * and every other one was seen by whoever replaced it, or is kept on the row, or was settled by the person. What was written
 * under a signature takes no part in that until it is taken back.
 */
export function mergedFields({ model }: Account, verdicts: Verdicts): void {
  const { hold, meet } = verdicts;
  const writes = new Map<string, Write[]>();
  const settled = new Set<string>();
  const held = new Map<string, Held[]>();
  // Rows that devices brought back say more than the log does.
  if (model.log.some(({ name }) => name === "history.rejoin")) return;
  for (const { name, args, status, madeAt, deviceId, mid } of model.log) {
    if (status !== "applied" || name === "nothing") continue;
    const given = args as { id?: string; changes?: Changes }; // of a mutation's shape
    const stamp = { at: madeAt, device: deviceId, mid };
    const noun = name.slice(0, name.indexOf("."));
    if (name.endsWith(".settle")) settled.add((args as { mid: string }).mid);
    if (name === "note.sign") held.set(given.id ?? "", []);
    if (name === "note.unsign") {
      const laidOpen = standing(held.get(given.id ?? "") ?? [], settled);
      for (const { place, write } of laidOpen) add(writes, place, write);
      held.delete(given.id ?? "");
    }
    const under = name === "note.change" ? held.get(given.id ?? "") : undefined;
    for (const { id, fields, ...records } of bornOf(name, args)) {
      for (const [field, value] of [...Object.entries(fields), ...entriesOf(records)])
        add(writes, `${noun}|${id}|${field}`, { ...stamp, value, over: undefined });
    }
    const changes = Object.entries(given.changes ?? {}).filter(([field]) => !RECORDS.includes(field)) as [
      string,
      Change,
    ][]; // the others are no records
    const entries = entriesOf(given.changes ?? {}) as [string, Change][]; // a record of changes
    for (const [field, change] of [...changes, ...entries]) {
      const place = `${noun}|${given.id}|${field}`;
      const at = Math.max(madeAt, (change.over?.at ?? -1) + 1);
      const write = { ...stamp, at, value: change.value, over: change.over?.mid };
      if (under) under.push({ place, write });
      else add(writes, place, write);
    }
  }
  taggedLast(model, verdicts);
  for (const { place, write } of [...held.values()].flatMap((all) => standing(all, settled))) {
    const [noun = "", id = "", field = ""] = place.split("|");
    const row = model.asOf(`${noun}|${id}`, model.head)?.row;
    if (row)
      hold("L17", isLost(row, field, write), () => `${place}: ${said(write.value)} came late and is kept nowhere`);
  }
  for (const [place, all] of writes) {
    if (all.length < 2) continue;
    const [noun = "", id = "", field = ""] = place.split("|");
    const row = model.asOf(`${noun}|${id}`, model.head)?.row;
    if (!row) continue;
    const winner = all.reduce((best, write) => (isLater(write, best) ? write : best));
    hold(
      "L16",
      isSame(valueOf(row, field), winner.value),
      () => `${place} is ${said(valueOf(row, field))}, the greatest stamp wrote ${said(winner.value)}`,
    );
    const late = (held.get(id) ?? []).filter((one) => one.place === place).map(({ write }) => write);
    const seen = new Set([...all, ...late].map(({ over }) => over));
    for (const write of all) {
      if (write === winner || isSame(write.value, winner.value) || seen.has(write.mid) || settled.has(write.mid))
        continue;
      meet("merges");
      hold("L17", isLost(row, field, write), () => `${place}: ${said(write.value)} lost and is kept nowhere`);
    }
  }
}

/** A write under a signature. */
type Held = { place: string; write: Write };

/** Those that nobody settled, and their own writer did not replace. */
function standing(held: readonly Held[], settled: ReadonlySet<string>): Held[] {
  const replaced = new Set(held.map(({ place, write }) => `${place}|${write.over}`));
  return held.filter(({ place, write }) => !settled.has(write.mid) && !replaced.has(`${place}|${write.mid}`));
}

function isLost(row: AnyRow, field: string, { mid }: Write): boolean {
  const lost = (row["lost"] ?? []) as { field: string; mid: string }[]; // a row's list of them
  return lost.some((entry) => entry.field === field && entry.mid === mid);
}

type Change = { value: unknown; over: Stamp | null };
type Changes = Record<string, Change | Record<string, Change>>;
type Born = { id: string; fields: AnyRow; tags?: string[] };

/** The rows that an act begins. */
function bornOf(name: string, args: unknown): Born[] {
  if (name === "client.create" || name === "note.create" || name === "goal.create") return [args as Born]; // of these mutations
  return name === "client.import" ? (args as { clients: Born[] }).clients : []; // of this one
}

/** The fields whose entries merge each by itself. */
const RECORDS = ["contacts", "goals", "steps", "progress", "answers"];

/** Entries of records as the fields they are. */
function entriesOf(given: object): [string, unknown][] {
  return RECORDS.flatMap((record) =>
    Object.entries(((given as AnyRow)[record] as AnyRow | undefined) ?? {}).map(([id, value]): [string, unknown] => [
      `${record}.${id}`,
      value,
    ]),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return said(a) === said(b);
}

function said(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

/** L16 of tags, each of which is on or off as the act with the greatest stamp says. */
function taggedLast(model: Account["model"], { hold, meet }: Verdicts): void {
  const last = new Map<string, Stamp & { on: boolean }>();
  for (const { name, args, status, madeAt, deviceId, mid } of model.log) {
    if (status !== "applied") continue;
    for (const { id, tags = [] } of bornOf(name, args)) {
      for (const tag of tags) last.set(`${id}|${tag}`, { at: madeAt, device: deviceId, mid, on: true });
    }
    if (!(name in SWITCHES)) continue;
    const { id, tag, over } = args as { id: string; tag: string; over: Stamp | null }; // of these mutations
    const held = last.get(`${id}|${tag}`);
    const at = Math.max(madeAt, (over?.at ?? -1) + 1);
    const mine = { at, device: deviceId, mid, on: SWITCHES[name] ?? false };
    if (held) meet("tags switched again");
    if (!held || isLater(mine, held)) last.set(`${id}|${tag}`, mine);
  }
  for (const [place, { on, mid }] of last) {
    const [id = "", tag = ""] = place.split("|");
    const tags = model.asOf(`client|${id}`, model.head)?.row["tags"] as Record<string, { on: boolean }> | undefined; // of a client
    if (tags) hold("L16", tags[tag]?.on === on, () => `tag ${tag} of ${id} is not as ${mid} left it`);
  }
}

const SWITCHES: Record<string, boolean> = { "client.tag": true, "client.untag": false };

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

const CHANGES = {
  client: ["client.create", "client.import", "client.change", "client.tag", "client.untag", "client.restore"],
  note: ["note.create", "note.edit", "note.change", "note.restore", "note.sign", "note.unsign", "addendum.begin"],
};

/** L14: whatever is in the bin was put there by somebody who had seen its last change, and nobody changed it since. */
export function deletions({ model }: Account, { hold, meet }: Verdicts): void {
  if (model.log.some(({ name }) => name === "history.rejoin")) return;
  const applied = model.log.filter(({ status, name }) => status === "applied" && name !== "nothing");
  for (const noun of ["client", "note"] as const) {
    const deletes = applied.flatMap(({ name, args }, at) => deletesOf(noun, name, args).map((one) => ({ ...one, at })));
    for (const id of new Set(deletes.map((deleted) => deleted.id))) {
      const row = model.asOf(`${noun}|${id}`, model.head)?.row;
      const changes = applied.filter(({ name, args }) => CHANGES[noun].includes(name) && idsIn(args).includes(id));
      const isKnowing = deletes.some((deleted) => {
        if (deleted.id !== id) return false;
        const before = changes.findLast((change) => applied.indexOf(change) < deleted.at);
        const isSeen = !before || deleted.seen.includes(before.mid);
        const isLast = changes.every((change) => applied.indexOf(change) < deleted.at);
        if (!isSeen || !isLast) meet("deletes against edits");
        return isSeen && isLast;
      });
      hold(
        "L14",
        isKnowing || row?.["deletedAt"] === null,
        () => `${noun} ${id} is deleted although somebody changed it`,
      );
    }
  }
}

type Deleted = { id: string; seen: string[] };

function deletesOf(noun: "client" | "note", name: string, args: unknown): Deleted[] {
  if (name === `${noun}.delete`) return [args as Deleted]; // of these mutations
  return name === `${noun}.delete-many` ? (args as { clients: Deleted[] }).clients : []; // of this one
}

/** The rows that a mutation names. */
function idsIn(args: unknown): string[] {
  const { id, noteId, clients = [] } = args as { id?: string; noteId?: string; clients?: { id: string }[] }; // whichever has them
  return [...(id ? [id] : []), ...(noteId ? [noteId] : []), ...clients.map((client) => client.id)];
}
