import { BATCH_MUTATIONS } from "@cliently/api/domain/limits";
import {
  BATCH_BYTES,
  ExchangeReply,
  RevokedReply,
  type Cursor,
  type ExchangeRequest,
  type MutationResult,
  type Pushed,
} from "@cliently/api/domain/protocol";

import type { OutboxRow } from "../local/local-database.ts";
import { apply } from "./apply.ts";
import { cacheState, type Device } from "./device.ts";
import { openedAll, timeOf, type Waiting } from "./outbox.ts";
import { bringBack, rejoin } from "./rejoin.ts";
import { setAside, settle } from "./settle.ts";
import { becomeAnother } from "./stream.ts";
import { Unacceptable } from "./surroundings.ts";

/** How one exchange went: `done` nothing is left to do, `more` call again at once, `later` call again after a while. */
export type Exchanged = "done" | "more" | "later";

/** Thrown when the server says in so many words that the person took this device's access away. */
export class Revoked extends Error {}

/** After this many failures a batch is halved, and a mutation that is alone is set aside. */
const ATTEMPTS = 3;
/** A clock that moved by more than this since an edit makes its time worth nothing, in ms. */
const MOVED_MS = 2 * 60_000;

/**
 * One round trip with the server: what waits goes up, what is new comes down and is applied. Throws what the
 * transport threw when the server was not reached; then everything still waits. `only`: what waits stays for the next
 * time, because the server's clock is to be heard first.
 */
export async function exchange(device: Device, fence: string, only?: "listen"): Promise<Exchanged> {
  const { cache, box } = device;
  const { cursor, trail, isWhole } = await cacheState(cache);
  // It has come back from another history, and its rows are still those of that one.
  const isBack = !isWhole && trail.length > 0;
  const isHeld = only === "listen" || device.sending.isPaging || isBack;
  const batch = await leaving(device, isHeld ? 0 : device.sending.most);
  const { own, rows, pending, decided } = batch;
  const { mutations, isTimed, unopened } = await opened(device, rows);

  let reply: ExchangeReply;
  try {
    reply = await ask(device, { device: own, cursor, mutations, pending, ...(isBack ? { trail } : {}) });
  } catch (error) {
    if (!(error instanceof Unacceptable) || !rows[0]) throw error;
    const withoutAny = () => ask(device, { device: own, cursor, mutations: [], pending });
    return narrow(device, rows[0], mutations.length, error, withoutAny);
  }
  if (mutations.length) Object.assign(device.sending, { most: BATCH_MUTATIONS, failures: 0 });

  if (reply.results.some(({ status }) => status === "cloned")) {
    await becomeAnother(device, own);
    return "more";
  }
  // A restored backup is of another history, or shorter than where we stood.
  if (reply.reset === "forked" || reply.reset === "future") {
    await rejoin(device, fence);
    return "more";
  }
  const { changes, ackedSeq } = reply;
  // So does one that a cache without a place in the old history cannot tell from it: the journal knows what went up.
  if (ackedSeq < decided) {
    await bringBack(device, own, ackedSeq, 0, cursor?.version ?? 1);
    return "more";
  }
  // What waits goes up again after the last page: nothing is acknowledged here before its effect is.
  device.sending.isPaging = reply.more;
  const outcome = await apply(device, fence, {
    from: cursor,
    cursor: reply.cursor,
    changes,
    reset: reply.reset !== null,
    acked: { device: own, seq: ackedSeq },
    more: reply.more,
    ...(reply.head ? { head: reply.head } : {}),
    isOwn: isTimed && isOwn(mutations, cursor, reply),
    ...(reply.evicted ? { evicted: reply.evicted } : {}),
    ...(reply.devices ? { devices: reply.devices } : {}),
    ...(reply.digestKey ? { digestKey: reply.digestKey } : {}),
  });
  await settle(device, own, reply.results);
  const isAside = unopened !== undefined && (await countUnopened(device, unopened));

  if (reply.more || outcome === "elsewhere" || isAside) return "more";
  if (isHeldUp(mutations, ackedSeq, reply.results) || (unopened && mutations.length === 0)) return "later";
  return (await box.outbox.count()) ? "more" : "done";
}

/** Asks the server, and learns its clock. */
async function ask(
  { world, accountId, clock }: Device,
  what: Pick<ExchangeRequest, "device" | "cursor" | "mutations" | "pending" | "trail">,
): Promise<ExchangeReply> {
  const askedAt = world.clock();
  const answer = await world.transport.exchange({ account: accountId, label: world.label, ...what });
  if (RevokedReply.safeParse(answer).data?.revoked === what.device) throw new Revoked();
  const reply = ExchangeReply.parse(answer);
  clock.offset = reply.now - (askedAt + world.clock()) / 2;
  return reply;
}

/**
 * Whether the answer holds nothing but the effects of what went up, each as it was seen here: all applied just now, in one
 * version that came right after where the device stood, and at the times that the device itself took for them.
 */
function isOwn(
  mutations: Pushed[],
  from: Cursor | null,
  { reset, more, cursor, results, now }: ExchangeReply,
): boolean {
  if (!from || reset || more || cursor.version !== from.version + 1) return false;
  if (mutations.length === 0 || results.length !== mutations.length) return false;
  const isSame = ({ unsure, was, madeAt }: Pushed) => !unsure && was === undefined && madeAt <= now;
  return (
    mutations.every(isSame) && results.every((each) => each.status === "applied" && each.version === cursor.version)
  );
}

/** Nothing of what went up was decided, or something has to wait: asking again at once would get the same answer. */
function isHeldUp([first]: Pushed[], ackedSeq: number, results: MutationResult[]): boolean {
  return (first !== undefined && ackedSeq < first.seq) || results.some(({ status }) => status === "wait");
}

/** `decided`: so many of this device's mutations are no longer in the box. */
type Batch = { own: string; rows: OutboxRow[]; pending: number; decided: number };

/**
 * The first waiting mutations that fit into one request, marked as sent: they can no longer be taken back or merged
 * with what is typed next. What goes up is what the marking transaction itself read, so that nothing typed meanwhile
 * is taken for sent.
 */
async function leaving({ box }: Device, most: number): Promise<Batch> {
  const first = async (): Promise<Batch> => {
    const meta = await box.meta.get("device");
    if (!meta) throw new Error("the box has no device");
    const rows = most ? fitting(await box.outbox.orderBy("seq").limit(most).toArray()) : [];
    const pending = await box.outbox.count();
    return { own: meta.id, rows, pending, decided: meta.nextSeq - 1 - pending };
  };
  const seen = await box.transaction("r", ["outbox", "meta"], async () => first());
  if (seen.rows.every(({ sent }) => sent)) return seen;
  return box.transaction("rw", ["outbox", "meta"], async () => {
    const now = await first();
    await box.outbox.bulkPut(now.rows.map((row) => ({ ...row, sent: 1 as const })));
    return now;
  });
}

/** What goes up: the rows before the first that cannot be opened, with their times by the server's clock. */
async function opened(
  device: Device,
  rows: OutboxRow[],
): Promise<{ mutations: Pushed[]; isTimed: boolean; unopened: OutboxRow | undefined }> {
  const all = await openedAll(device, rows);
  const end = all.indexOf(undefined);
  const readable = (end < 0 ? all : all.slice(0, end)).flatMap((row) => row ?? []);
  const { mutations, isTimed } = inOrder(device, readable);
  return {
    mutations,
    isTimed,
    unopened: end < 0 ? undefined : rows[end],
  };
}

/**
 * With their times by the server's clock. What was made before that was known gets its time now, and what was made after
 * it may not come before it. `isTimed`: all of them have the times that they have on this device.
 */
function inOrder({ clock, sending }: Device, rows: Waiting[]): { mutations: Pushed[]; isTimed: boolean } {
  let isTimed = true;
  const mutations = rows.map((row) => {
    const own = pushed(row, clock.offset);
    if (typeof row.offset === "number" && own.madeAt > sending.latest) return own;
    if (row.name !== "nothing") isTimed = false;
    sending.latest = Math.max(own.madeAt, sending.latest + 1);
    return { ...own, madeAt: sending.latest };
  });
  return { mutations, isTimed };
}

function pushed({ seq, mid, name, v, args, madeAt, offset, was }: Waiting, now: number | null): Pushed {
  const isMoved = typeof offset === "number" && now !== null && Math.abs(now - offset) > MOVED_MS;
  return {
    seq,
    mid,
    name,
    v,
    args,
    madeAt: timeOf({ madeAt, offset: offset ?? now }),
    ...(isMoved ? { unsure: true } : {}),
    ...(was === undefined ? {} : { was }),
  };
}

/** What a mutation takes beside its arguments, in bytes, at most. */
const AROUND_BYTES = 300;

function fitting(rows: OutboxRow[]): OutboxRow[] {
  let bytes = 0;
  const end = rows.findIndex(({ sealed }) => (bytes += sealed.length + AROUND_BYTES) > BATCH_BYTES);
  return end === -1 ? rows : rows.slice(0, Math.max(1, end));
}

/**
 * The server cannot take this request: after some attempts half of it is tried, until one mutation is alone. Alone and
 * still not to be taken, it is set aside, so that the others flow; but only when the server takes a request without any.
 */
async function narrow(
  device: Device,
  first: OutboxRow,
  count: number,
  error: Unacceptable,
  withoutAny: () => Promise<unknown>,
): Promise<Exchanged> {
  const { sending } = device;
  sending.failures++;
  const isWhole = sending.most === BATCH_MUTATIONS;
  if (count > 1 && (sending.failures >= ATTEMPTS || !isWhole)) {
    Object.assign(sending, { most: Math.ceil(count / 2), failures: 0 });
    return "more";
  }
  if (sending.failures < ATTEMPTS) throw error;
  await withoutAny();
  await setAside(device, first);
  Object.assign(sending, { most: BATCH_MUTATIONS, failures: 0 });
  return "more";
}

/** A row that could not be opened so often will never be; resolves with whether it was set aside. */
async function countUnopened(device: Device, row: OutboxRow): Promise<boolean> {
  const { unopened } = device.sending;
  const count = (unopened.get(row.mid) ?? 0) + 1;
  unopened.set(row.mid, count);
  if (count < ATTEMPTS) return false;
  unopened.delete(row.mid);
  await setAside(device, row);
  return true;
}
