import fc from "fast-check";

import { seenOf } from "../domain/bin.ts";
import type { Act } from "../domain/catalogue.ts";
import type { Client } from "../domain/client/client.ts";
import type { Id } from "../domain/ids.ts";
import type { Note } from "../domain/note/note.ts";
import type { ExchangeReply, ExchangeRequest } from "../domain/protocol.ts";
import { aClient, aConsent, anEdit, anId, aNote } from "./builders.ts";
import { aReferenceDevice, ask, type Peer, type ReferenceDevice } from "./reference-device.ts";

/** One thing that happens in an account with a few devices. */
export type Step =
  | { does: "act"; device: number; kind: number; pick: number; skewMs: number }
  | { does: "exchange"; device: number; lost: boolean; most: number }
  | { does: "together"; devices: number[]; lost: boolean }
  | { does: "again"; device: number; pick: number }
  | { does: "restamp"; device: number };

const DEVICES = 3;

/** Histories of a few devices: acts, exchanges whose replies may get lost, requests sent twice, late or at once, cloned devices. */
export function histories(length = 30): fc.Arbitrary<Step[]> {
  const device = fc.nat(DEVICES - 1);
  const act = fc.record({
    does: fc.constant("act" as const),
    device,
    kind: fc.nat(17),
    pick: fc.nat(99),
    skewMs: fc.integer({ min: -90_000, max: 90_000 }),
  });
  const exchange = fc.record({
    does: fc.constant("exchange" as const),
    device,
    lost: fc.boolean(),
    most: fc.integer({ min: 1, max: 6 }),
  });
  const together = fc.record({
    does: fc.constant("together" as const),
    devices: fc.array(device, { minLength: 2, maxLength: 4 }),
    lost: fc.boolean(),
  });
  const again = fc.record({ does: fc.constant("again" as const), device, pick: fc.nat(99) });
  const restamp = fc.record({ does: fc.constant("restamp" as const), device });
  const step = fc.oneof(
    { weight: 12, arbitrary: act },
    { weight: 5, arbitrary: exchange },
    { weight: 2, arbitrary: together },
    { weight: 2, arbitrary: again },
    { weight: 1, arbitrary: restamp },
  );
  return fc.array(step, { minLength: Math.floor(length / 2), maxLength: length });
}

export type World = {
  devices: ReferenceDevice[];
  /** The mids that each device committed, in its order. */
  committed: string[][];
  /** Which ids exist or were meant to. */
  ids: { clients: Id[]; notes: { id: Id; clientId: Id }[]; summaries: Id[] };
  /** Where the ids of new things come from. */
  makeId: () => Id;
  /** Written into every text, so that it can be told whose it is. */
  mark: string;
};

export function aWorld(member: Peer, { mark = "", makeId = anId, deviceIds = [] as Id[] } = {}): World {
  const devices = Array.from({ length: DEVICES }, (_, index) => aReferenceDevice(member, deviceIds[index] ?? anId()));
  return { devices, committed: devices.map(() => []), ids: { clients: [], notes: [], summaries: [] }, makeId, mark };
}

/** Plays a history. `onReply` sees each reply that a device took in. */
export async function play(
  member: Peer,
  world: World,
  steps: Step[],
  onReply: (device: ReferenceDevice, reply: ExchangeReply) => Promise<void> = async () => {},
): Promise<void> {
  const sent: ExchangeRequest[][] = world.devices.map(() => []);
  for (const step of steps) {
    if (step.does === "together") {
      // Taken in one after the other, as a device does, however they overlap on the server.
      const requests = step.devices.map((device) => ({
        device: at(world.devices, device),
        request: at(world.devices, device).request(),
      }));
      const replies = await Promise.all(requests.map(({ request }) => ask(member, request)));
      if (step.lost) continue;
      for (const [index, { device, request }] of requests.entries()) {
        if (request.device !== device.id) continue;
        device.takes(at(replies, index));
      }
      continue;
    }
    const device = at(world.devices, step.device);
    const history = at(sent, step.device);
    if (step.does === "act") {
      const acts = actFor(world, device, step.kind, step.pick);
      at(world.committed, step.device).push(...device.does(acts, Date.now() + step.skewMs));
    } else if (step.does === "exchange") {
      history.push(device.request(step.most));
      const reply = await device.exchanges(step);
      if (!step.lost) await onReply(device, reply);
    } else if (step.does === "again") {
      const request = history[step.pick % Math.max(1, history.length)];
      if (request) await member.caller.sync.exchange(structuredClone(request));
    } else device.restamps();
  }
}

/** Lets every device send and hear all there is. */
export async function settle({ devices }: World): Promise<void> {
  for (const device of devices) await device.settles();
  for (const device of devices) await device.settles();
}

/** An act that a person could do on this device, or, now and then, one that a rule will refuse. */
function actFor({ ids, makeId, mark }: World, device: ReferenceDevice, kind: number, pick: number): Act[] {
  const clientId = ids.clients[pick % Math.max(1, ids.clients.length)];
  const note = ids.notes[pick % Math.max(1, ids.notes.length)];
  const summary = ids.summaries[pick % Math.max(1, ids.summaries.length)];
  const words = `${mark} ${device.id.slice(-4)} ${pick}`;

  if (!clientId || kind === 0) {
    const client = aClient({ id: makeId(), givenName: `Client ${words}` });
    ids.clients.push(client.args.id);
    return [client];
  }
  if (kind >= 12) return binOrTag(device, kind, { clientId, noteId: note?.id, tag: `tag ${pick % 3}` });
  if (kind <= 2) return [changeOf(device, clientId, words, kind === 1 ? "background" : "pronouns")];
  if (kind === 3) return [aConsent(clientId, pick % 2 ? "ai" : "data", makeId())];
  if (!note || kind <= 5) {
    const created = aNote({ id: makeId(), clientId, body: words });
    ids.notes.push({ id: created.args.id, clientId });
    return [created];
  }
  if (kind <= 8) return [anEdit(note.id, words, textOf(device, note.id))];
  if (kind === 9) return [{ name: "note.edit", args: { id: note.id, update: "AAAAAAAA" } }];
  if (kind === 10 || !summary) {
    const id = makeId();
    ids.summaries.push(id);
    return [
      {
        name: "summary.request",
        args: {
          id,
          noteId: note.id,
          clientId: note.clientId,
          style: "recap",
          length: "brief",
          textHash: "0".repeat(64),
        },
      },
    ];
  }
  return [{ name: "summary.stop", args: { id: summary } }];
}

function binOrTag(
  { rows }: ReferenceDevice,
  kind: number,
  { clientId, noteId, tag }: { clientId: Id; noteId: Id | undefined; tag: string },
): Act[] {
  const client = rows.get(`client|${clientId}`) as Client | undefined; // the server's rows have their noun's shape
  const note = noteId === undefined ? undefined : (rows.get(`note|${noteId}`) as Note | undefined); // likewise
  if (kind === 12)
    return [
      noteId ? { name: "note.restore", args: { id: noteId } } : { name: "client.restore", args: { id: clientId } },
    ];
  if (kind <= 14 && noteId) return [{ name: "note.delete", args: { id: noteId, seen: seenOf(note ? [note] : []) } }];
  if (kind <= 15) {
    const notes = [...rows].flatMap(([place, row]) =>
      place.startsWith("note|") && row["clientId"] === clientId ? [row as Note] : [],
    );
    return [{ name: "client.delete", args: { id: clientId, seen: seenOf(client ? [client, ...notes] : []) } }];
  }
  const held = client?.tags?.[tag];
  const over = held ? { at: held.at, mid: held.mid } : null;
  return [{ name: kind === 16 ? "client.tag" : "client.untag", args: { id: clientId, tag, over } }];
}

function changeOf(device: ReferenceDevice, id: Id, value: string, field: "background" | "pronouns"): Act {
  const seen = device.rows.get(`client|${id}`) as Client | undefined; // the server's rows have their noun's shape
  const stamp = seen?.stamps[field];
  return {
    name: "client.change",
    args: { id, changes: { [field]: { value, over: stamp ? { at: stamp.at, mid: stamp.mid } : null } } },
  };
}

/** The updates of a note's text that a device has. */
export function textOf({ rows }: Pick<ReferenceDevice, "rows">, noteId: Id): string[] {
  const folded = rows.get(`note-text|${noteId}`);
  const loose = [...rows]
    .filter(([place, row]) => place.startsWith("note-update|") && row["noteId"] === noteId)
    .map(([, row]) => row);
  return [...(folded ? [folded] : []), ...loose].map((row) => String(row["update"]));
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}
