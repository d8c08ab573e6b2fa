import { catalogue, isMutationName } from "@cliently/api/domain/catalogue";
import { Refused, type Mutation, type Outcome } from "@cliently/api/domain/mutation";
import type { Store } from "@cliently/api/domain/store";

import { deviceStore } from "../local/device-store.ts";
import { cacheState, deviceId, type Device } from "./device.ts";
import { waitingAfter, type Waiting, type WaitingBody } from "./outbox.ts";

/**
 * Brings the view up to the box: runs what waits beyond `viewSeq`, in order, in one transaction of the cache.
 * `again`: this seq was changed after it was painted; 0 paints everything anew.
 */
export function paint(device: Device, again?: number): Promise<void> {
  return device.inTurn(async () => {
    const isPainted = again === 0 ? false : await paintOn(device, again);
    if (isPainted) return;
    const own = await deviceId(device);
    const waiting = await waitingAfter(device, 0);
    // Dexie keeps a transaction over native promises only when its callback is itself an async function.
    await device.cache.transaction("rw", device.cache.all, async () => repaintAll(device, own, waiting));
  });
}

/** Paints what is missing on top of what is there; false when that was thrown away meanwhile, or is another device's. */
async function paintOn(device: Device, again: number | undefined): Promise<boolean> {
  const { cache } = device;
  const own = await deviceId(device);
  const seen = (await cacheState(cache)).viewSeq;
  const from = again === undefined ? seen : Math.min(again - 1, seen);
  const waiting = await waitingAfter(device, from);
  return cache.transaction("rw", cache.all, async () => {
    const state = await cacheState(cache);
    if (state.device !== own || state.viewSeq < from) return false;
    for (const mutation of waiting) {
      if (mutation.seq <= state.ackedSeq || (mutation.seq <= state.viewSeq && mutation.seq !== again)) continue;
      await run(device, mutation, own, state.ackedSeq);
    }
    await cache.meta.put({ ...state, viewSeq: Math.max(state.viewSeq, waiting.at(-1)?.seq ?? 0) });
    return true;
  });
}

/** Inside a transaction of the cache: throws the view away and runs everything that waits on top of what the server has. */
export async function repaintAll(device: Device, own: string, waiting: Waiting[]): Promise<void> {
  const { cache } = device;
  const state = await cacheState(cache);
  const acked = state.device === own ? state.ackedSeq : 0;
  await cache.view.clear();
  for (const mutation of waiting) if (mutation.seq > acked) await run(device, mutation, own, acked);
  await cache.meta.put({ ...state, device: own, ackedSeq: acked, viewSeq: waiting.at(-1)?.seq ?? acked });
}

/** Runs acts on a copy, to see whether a rule says no; throws `Refused` if so, and changes nothing. */
export async function rehearse(device: Device, bodies: WaitingBody[]): Promise<void> {
  const { cache } = device;
  const own = await deviceId(device);
  const outcome = await cache.transaction("r", cache.all, async () => {
    const state = await cacheState(cache);
    const store = scratch(deviceStore(cache, device.sealer, 0, state.device === own ? state.ackedSeq : 0));
    for (const body of bodies) {
      const outcome = await perform(store, body, { mid: own, device: own, at: body.madeAt });
      if (outcome.status === "refused") return outcome;
    }
    return undefined;
  });
  if (outcome?.status === "refused") throw new Refused(outcome.reason);
}

/** A redo that is refused shows nothing and decides nothing: only the server refuses. */
async function run(
  device: Device,
  { seq, mid, name, v, args, madeAt }: Waiting,
  own: string,
  acked: number,
): Promise<void> {
  const store = deviceStore(device.cache, device.sealer, seq, acked);
  await perform(store, { name, v, args, madeAt }, { mid, device: own, at: madeAt });
}

async function perform(
  store: Store,
  { name, v, args }: WaitingBody,
  made: { mid: string; device: string; at: number },
): Promise<Outcome> {
  if (!isMutationName(name)) return { status: "applied" }; // taken back, or of a newer app
  return (catalogue[name] as Mutation<unknown>).run(store, { v, args }, made);
}

/** A store over another that keeps its writes to itself. */
function scratch(store: Store): Store {
  const written = new Map<string, unknown>();
  return {
    async get(noun, id) {
      const key = `${noun}|${id}`;
      return written.has(key) ? (written.get(key) as never) : store.get(noun, id); // put below under the same noun
    },
    async put(noun, row) {
      written.set(`${noun}|${row.id}`, row);
    },
    async list(noun, index, value) {
      const rows = new Map((await store.list(noun, index, value)).map((row) => [row.id, row]));
      for (const [key, row] of written) {
        const own = row as typeof rows extends Map<string, infer R> ? R : never; // of the noun that the key names
        if (key.startsWith(`${noun}|`) && (own as Record<string, unknown>)[index] === value) rows.set(own.id, own);
      }
      return [...rows.values()];
    },
  };
}
