import { catalogue, isMutationName } from "@cliently/api/domain/catalogue";
import { Refused, type Mutation, type Outcome } from "@cliently/api/domain/mutation";
import type { Store } from "@cliently/api/domain/store";

import { layerOver, type Layer } from "../local/layer.ts";
import type { FootprintRow } from "../local/local-database.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { outboxPlace, pendingAfter, timeOf, type Pending, type WaitingBody } from "./outbox.ts";
import { isMetBy, metBy } from "./redo.ts";

/**
 * Brings the view up to the box: runs what waits beyond `viewSeq`, in order, in one transaction of the cache.
 * `again`: this seq was changed after it was painted; 0 paints everything anew.
 */
export function paint(device: Device, again?: number): Promise<void> {
  const { cache } = device;
  return device.inTurn(async () => {
    const isPainted = again === 0 ? false : await paintOn(device, again);
    if (isPainted) return;
    const { ackedSeq, isWhole, device: known } = await cacheState(cache);
    const own = await deviceId(device);
    const pending = await pendingAfter(device, known === own ? ackedSeq : 0, known === own && isWhole);
    // Dexie keeps a transaction over native promises only when its callback is itself an async function.
    await cache.transaction("rw", cache.all, async () => repaintAll(device, pending));
  });
}

/** Paints what was committed and could not be painted then, if there is any. */
export async function paintMissed(device: Device): Promise<void> {
  const [state, meta] = await Promise.all([cacheState(device.cache), device.box.meta.get("device")]);
  if (meta && (state.device !== meta.id || Math.max(state.viewSeq, state.ackedSeq) < meta.nextSeq - 1))
    await paint(device);
}

/** Paints what is missing on top of what is there; false when that was thrown away meanwhile, or is another device's. */
async function paintOn(device: Device, again: number | undefined): Promise<boolean> {
  const { cache } = device;
  const { viewSeq, isWhole } = await cacheState(cache);
  const from = again === undefined ? viewSeq : Math.min(again - 1, viewSeq);
  const { own, rows, lastSeq } = await pendingAfter(device, from, isWhole);
  return cache.transaction("rw", cache.all, async () => {
    const state = await cacheState(cache);
    if (state.device !== own || state.viewSeq < from) return false;
    // What came after it is painted already and would lie under it.
    if (again !== undefined && again > state.ackedSeq && again < state.viewSeq) return false;
    const missing = rows.filter(({ seq }) => seq > state.ackedSeq && (seq > state.viewSeq || seq === again));
    const layer = layerOver(cache, device.sealer);
    await runAll(device, layer, missing, own);
    await layer.flush();
    await cache.meta.put({ ...state, viewSeq: Math.max(state.viewSeq, lastSeq) });
    return true;
  });
}

/** Inside a transaction of the cache: throws the view away and runs everything that waits on top of what the server has. */
export async function repaintAll(device: Device, { own, rows, lastSeq }: Pending): Promise<void> {
  const { cache, sealer } = device;
  const state = await cacheState(cache);
  const acked = state.device === own ? state.ackedSeq : 0;
  await cache.view.clear();
  await cache.footprint.clear();
  const layer = layerOver(cache, sealer);
  const waiting = rows.filter(({ seq }) => seq > acked);
  await runAll(device, layer, waiting, own);
  await layer.flush();
  await cache.meta.put({ ...state, device: own, ackedSeq: acked, viewSeq: Math.max(lastSeq, acked) });
}

/**
 * Inside a transaction of the cache, after news: runs again what waits and has been where the news are, whatever follows
 * from that, and what was not painted yet. What was acknowledged no longer counts.
 */
export async function repaintMet(device: Device, pending: Pending, news: Iterable<string>): Promise<void> {
  const { cache, sealer } = device;
  const state = await cacheState(cache);
  const { ackedSeq: acked, viewSeq } = state;
  const waiting = pending.rows.filter(({ seq }) => seq > acked);
  const footprints = await cache.footprint.toArray();
  const over = footprints.filter(({ seq }) => seq <= acked);
  const painted = footprints.filter(({ seq }) => seq > acked);
  const isWhole = painted.length === waiting.filter(({ seq }) => seq <= viewSeq).length;
  if (!isWhole) return repaintAll(device, pending);

  const met = metBy(painted, [...news, ...over.flatMap(({ writes }) => writes)]);
  const again = new Set(met.map(({ seq }) => seq));
  await cache.view.bulkDelete([...over, ...met].flatMap(({ writes }) => writes.map(viewKey)));
  await cache.footprint.bulkDelete(over.map(({ seq }) => seq));
  const layer = layerOver(cache, sealer);
  const due = waiting.filter(({ seq }) => again.has(seq) || seq > viewSeq);
  const ran = await runAll(device, layer, due, pending.own);
  // One went where it had not been before, and others had.
  const rest = painted.filter(({ seq }) => !again.has(seq));
  const redone = ran.filter(({ seq }) => again.has(seq));
  if (isMetBy(rest, redone)) return repaintAll(device, pending);
  await layer.flush();
  await cache.meta.put({ ...state, viewSeq: Math.max(pending.lastSeq, acked) });
}

/**
 * Inside a transaction of the cache, after news that are nothing but what acknowledged mutations did, as they did it here:
 * what waits on top of them stands as it is painted. Thousands that wait would else run again with every batch.
 */
export async function repaintRest(device: Device, pending: Pending): Promise<void> {
  const { cache, sealer } = device;
  const state = await cacheState(cache);
  const { ackedSeq: acked, viewSeq } = state;
  const over = await cache.footprint.where("seq").between(0, acked, true, true).toArray();
  const waiting = pending.rows.filter(({ seq }) => seq > acked);
  const painted = (await cache.footprint.count()) - over.length;
  if (painted !== waiting.filter(({ seq }) => seq <= viewSeq).length) return repaintAll(device, pending);

  const keys = over.flatMap(({ writes }) => writes.map(viewKey));
  const rows = await Promise.all(keys.map((key) => cache.view.get(key)));
  await cache.view.bulkDelete(keys.filter((_, index) => (rows[index]?.seq ?? 0) <= acked));
  await cache.footprint.bulkDelete(over.map(({ seq }) => seq));
  const layer = layerOver(cache, sealer);
  const due = waiting.filter(({ seq }) => seq > viewSeq);
  await runAll(device, layer, due, pending.own);
  await layer.flush();
  await cache.meta.put({ ...state, viewSeq: Math.max(pending.lastSeq, acked) });
}

/** Runs acts on a copy, to see whether a rule says no; throws `Refused` if so, and changes nothing. */
export async function rehearse(device: Device, bodies: WaitingBody[]): Promise<void> {
  const { cache, sealer } = device;
  const own = await deviceId(device);
  const outcome = await cache.transaction("r", cache.all, async () => {
    const layer = layerOver(cache, sealer);
    for (const body of bodies) {
      const store = layer.next();
      const outcome = await perform(store, body, { mid: own, device: own, at: timeOf(body) });
      if (outcome.status === "refused") return outcome;
      store.end(0, true);
    }
    return undefined;
  });
  if (outcome?.status === "refused") throw new Refused(outcome.reason);
}

async function runAll(device: Device, layer: Layer, rows: Pending["rows"], own: string): Promise<FootprintRow[]> {
  const ran: FootprintRow[] = [];
  for (const row of rows) {
    // Dexie loses a transaction in which its database is asked for nothing for long, and the layer remembers much.
    await device.cache.meta.get("state");
    ran.push(await run(device, layer, row, own));
  }
  return ran;
}

/**
 * A redo that is refused shows nothing and decides nothing: only the server refuses. One that breaks, or cannot be
 * opened, shows nothing either: it must not keep the others from being seen and sent.
 */
async function run(
  { sealer }: Device,
  layer: Layer,
  { seq, mid, sealed }: Pending["rows"][number],
  own: string,
): Promise<FootprintRow> {
  const store = layer.next();
  let isApplied = false;
  try {
    const body = sealer.openNow(outboxPlace(mid), sealed) as WaitingBody; // sealed by `mutate`
    const outcome = await perform(store, body, { mid, device: own, at: timeOf(body) });
    isApplied = outcome.status === "applied";
  } catch {
    // A database that does not answer fails at the next step as well, and takes the whole transaction back.
  }
  return store.end(seq, isApplied);
}

async function perform(
  store: Store,
  { name, v, args }: WaitingBody,
  made: { mid: string; device: string; at: number },
): Promise<Outcome> {
  if (!isMutationName(name)) return { status: "applied" }; // taken back, or of a newer app
  return (catalogue[name] as Mutation<unknown>).run(store, { v, args }, made);
}

function viewKey(place: string): [FootprintRow["lists"][number], string] {
  const [noun, id] = place.split("|");
  return [noun as FootprintRow["lists"][number], id ?? ""]; // a place is a noun and an id
}
