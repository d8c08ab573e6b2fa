import { SyncEvent } from "@cliently/api/domain/protocol";

import { apply, Deposed } from "./apply.ts";
import { cacheState, deviceId, leaderLock, type Device } from "./device.ts";
import { keepComparing } from "./digest.ts";
import { adoptDrafts } from "./drafts.ts";
import { exchange, Revoked } from "./exchange.ts";
import { inTime } from "./in-time.ts";
import { inTurn } from "../local/in-turn.ts";
import { ComeBack, SignedOut, Unacceptable } from "./surroundings.ts";
import type { SyncState } from "./sync-state.ts";
import { findUndecided } from "./undecided.ts";
import { paint, paintMissed } from "./view.ts";
import { makeWords, type Words } from "./words.ts";

/**
 * When to speak to the server, and which tab does.
 *
 *   follower ──gets the lock──▶ leader: idle ◀──▶ exchanging
 *      ▲                          │  not reached ──▶ waiting (back-off) ──▶ exchanging
 *      │                          │  session over ──▶ signed-out ──signedInAgain──▶ exchanging
 *      │                          │  access taken away ──▶ revoked, for good
 *      └──fence is another's──────┘
 *
 * A follower shows what the leader says. Every tab writes the box; only the leader empties it. Tabs of apps with other
 * caches have a leader and a channel of their own.
 */
export type Engine = {
  state(): SyncState;
  onState(listener: () => void): () => void;
  words: Words;
  /** Asks the leader, or is it, to exchange now. */
  syncNow(): void;
  /** The session is there again: go on. */
  signedInAgain(): void;
  /** When this device last had everything, in ms. */
  lastSyncAt(): number | null;
  stop(): void;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const HEARTBEAT_MS = 2_000;
const SILENT_MS = 6_000;
/** A leader that cannot begin, because the disk does not answer, tries again after this. */
const RETRY_LEAD_MS = 1_000;
/** A heartbeat that is off by more than this: the clock was set, or the device slept. */
const JUMP_MS = 60_000;
/** Nobody is believed who asks to be left alone for longer, in ms. */
const LONGEST_WISH_MS = 10 * 60_000;
/** Every so many heartbeats the leader looks for what dead tabs have left. */
const ADOPT_BEATS = 15;

const NOT_SAVED: SyncState = { kind: "not-saved" };

type Message =
  | { kind: "state"; state: SyncState; lastSyncAt: number | null; offset: number | null }
  | { kind: "sync-now" }
  | { kind: "signed-in" }
  | { kind: "words"; event: SyncEvent }
  | { kind: "tell-all" };

/** Starts syncing a device in this tab. */
export function startEngine(device: Device, words: Words = makeWords()): Engine {
  const { world, cache, box, accountId } = device;
  const channel = world.openChannel(`cliently-${cache.version}-${accountId}`);
  const ended = new AbortController();
  const listeners = new Set<() => void>();
  let state: SyncState = { kind: "syncing", count: 0 };
  let lastSyncAt: number | null = null;
  let lead: { fence: string; stop: AbortController } | undefined;
  let heardLeaderAt = world.clock();

  const announce = () => listeners.forEach((listener) => listener());
  const show = (next: SyncState) => {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    announce();
  };

  device.channel.hear((message) => {
    // Whoever wrote may be gone before it painted.
    if (message === "written" && !ended.signal.aborted) void paint(device).catch(() => {});
  });
  channel.hear((message) => {
    if (!isMessage(message) || ended.signal.aborted) return;
    if (message.kind === "state" && !lead) {
      heardLeaderAt = world.clock();
      lastSyncAt = message.lastSyncAt;
      device.clock.offset = message.offset;
      show(message.state);
    }
    // A tab that came later, or slept, lacks what was said before: the leader has all of it.
    if (message.kind === "words" && !lead && !words.hear(message.event)) post({ kind: "tell-all" });
    if (message.kind === "tell-all" && lead) {
      post({ kind: "state", state, lastSyncAt, offset: device.clock.offset });
      for (const event of words.all()) post({ kind: "words", event });
    }
    // A follower would only say it again, and the next one too, for ever.
    if (message.kind === "sync-now" && lead) wake();
    if (message.kind === "signed-in") resume();
  });
  const post = (message: Message) => {
    if (!ended.signal.aborted) channel.post(message);
  };

  // ── what the leader does ────────────────────────────────────────────────────────────────────────────────────────
  let busy = false;
  let again = false;
  let heldBack: SyncEvent[] = [];
  const hearing = inTurn();
  let failures = 0;
  /** Whether the server was reached the last time, and could not go on. */
  let isReached = false;
  /** Whether its clock was heard since anything happened during which this one may have been set. */
  let isHeard = false;
  let wishedMs = 0;
  let signedOut = false;
  let revoked = false;
  /** How often somebody has signed in again: an answer to the session before says nothing of this one. */
  let session = 0;
  let cancelPause: (() => void) | undefined;
  let closeStream: (() => void) | undefined;
  let isTidy = false;

  const tell = async () => {
    if (!lead || ended.signal.aborted) return;
    const count = await box.outbox.count();
    const aside = (await box.quarantine.count()) + (await findUndecided(cache)).length;
    const next: SyncState = revoked
      ? { kind: "revoked" }
      : signedOut
        ? { kind: "signed-out", waiting: count }
        : failures > 0
          ? { kind: isReached ? "later" : "offline", waiting: count }
          : aside > 0
            ? { kind: "needs-you", count: aside }
            : busy || count > 0
              ? { kind: "syncing", count }
              : { kind: "synced" };
    show(next);
    post({ kind: "state", state: next, lastSyncAt, offset: device.clock.offset });
  };

  function wake(): void {
    if (!lead) return post({ kind: "sync-now" });
    if (busy) {
      again = true;
      return;
    }
    void work();
  }

  function resume(): void {
    session++;
    signedOut = false;
    failures = 0;
    openStream();
    wake();
  }

  async function work(): Promise<void> {
    const leading = lead;
    if (busy || signedOut || revoked || !leading) return;
    cancelPause?.();
    busy = true;
    const asked = session;
    try {
      for (let outcome = "more"; outcome === "more" || again;) {
        again = false;
        if (failures === 0) void tell().catch(() => {});
        // What waits is told with its times by the server's clock, so that is heard first.
        outcome = await inTime(world, exchange(device, leading.fence, isHeard ? undefined : "listen"));
        isHeard = true;
        isReached = true;
        failures = outcome === "later" ? failures + 1 : 0;
        if (outcome === "later") break;
      }
      if (failures === 0) caughtUp();
      else pause();
    } catch (error) {
      // This tab may lead anew already, and was told to go on while this was under way.
      if (error instanceof Deposed) stepDown(leading);
      else if (error instanceof SignedOut) {
        if (asked === session) signedOut = true;
        else again = true;
      } else if (error instanceof Revoked) {
        revoked = true;
        closeStream?.();
      } else {
        isReached = error instanceof Unacceptable;
        isHeard = false;
        wishedMs = error instanceof ComeBack ? Math.min(error.afterMs, LONGEST_WISH_MS) : 0;
        failures++;
        pause();
      }
    } finally {
      busy = false;
      await tell().catch(() => {}); // the disk does not answer: what is shown stays as it was
    }
    hearHeldBack(leading);
    if (again && failures === 0 && !signedOut) void work();
  }

  function caughtUp(): void {
    lastSyncAt = world.clock();
    // Only now: until then an older app could still have shown what it had.
    if (!isTidy) void cache.dropOlder().catch(() => {});
    isTidy = true;
  }

  /** Full jitter: anything up to the pause, so that devices that lost one server do not come back as one. */
  function pause(): void {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 10));
    const ms = Math.max(wishedMs, FIRST_PAUSE_MS / 2) + ((world.random(1)[0] ?? 0) / 256) * longest;
    wishedMs = 0;
    cancelPause?.();
    cancelPause = world.after(ms, () => void work());
  }

  function openStream(): void {
    closeStream?.();
    closeStream = undefined;
    const leading = lead;
    if (!leading || signedOut || revoked || ended.signal.aborted) return;
    let open = true;
    // The disk does not say who this device is.
    const retry = () => void world.after(RETRY_LEAD_MS, () => open && openStream());
    void deviceId(device).then((own) => {
      if (!open || lead !== leading) return;
      const close = world.transport.events(
        { account: accountId, device: own, heard: words.heard() },
        {
          // When the disk does not answer, what was told is asked for until it does.
          event: (event) =>
            open && void hearing(async () => (open ? hear(event, leading.fence) : undefined)).catch(wake),
          shaken: () => open && failures === 0 && wake(),
          broken: (error) => {
            if (!open) return;
            if (error instanceof SignedOut) {
              signedOut = true;
              void tell().catch(() => {});
              return;
            }
            // Why it ended is for an exchange to find out.
            if (failures === 0) wake();
            world.after(FIRST_PAUSE_MS + (world.random(1)[0] ?? 0) * 8, () => open && openStream());
          },
        },
      );
      if (open) closeThis = close;
      else close();
    }, retry);
    let closeThis = () => {};
    closeStream = () => {
      open = false;
      closeThis();
    };
  }

  async function hear(raw: unknown, fence: string): Promise<void> {
    const parsed = SyncEvent.safeParse(raw);
    if (!parsed.success) return;
    const event = parsed.data;
    if (event.kind === "words") {
      if (!words.hear(event)) return openStream();
      return post({ kind: "words", event });
    }
    if (event.kind === "leave") return void world.after(event.ms, openStream);
    // While an exchange is under way its answer probably holds this as well.
    if (busy) return void heldBack.push(event);
    // Whoever has the note open sees the words now; storing them takes longer, and the same update twice is once.
    const texts = (event.changes ?? []).filter(({ noun }) => noun === "note-update").map(({ row }) => row);
    for (const row of texts) device.textCame(String(row["noteId"]), String(row["update"]));
    const { cursor } = await cacheState(cache);
    if (cursor?.version === event.cursor.version && cursor.stamp === event.cursor.stamp) return;
    const isNext = cursor?.version === event.from && (event.fromStamp ?? cursor.stamp) === cursor.stamp;
    if (!event.changes || !isNext) return wake();
    try {
      const outcome = await apply(device, fence, {
        from: cursor,
        cursor: event.cursor,
        changes: event.changes,
        reset: false,
        acked: null,
      });
      if (outcome === "elsewhere") return wake();
      lastSyncAt = world.clock();
      for (const noteId of new Set(texts.map((row) => String(row["noteId"])))) device.textStored(noteId);
    } catch (error) {
      if (error instanceof Deposed && lead) stepDown(lead);
      else wake();
    }
  }

  /** After an exchange: what was heard meanwhile and is newer than its answer. */
  function hearHeldBack({ fence }: { fence: string }): void {
    const events = heldBack;
    heldBack = [];
    if (failures > 0 || signedOut) return; // the next exchange brings it
    for (const event of events) {
      void hearing(async () => {
        const { cursor } = await cacheState(cache);
        if (lead?.fence !== fence || event.kind !== "changed" || event.cursor.version <= (cursor?.version ?? 0)) return;
        await hear(event, fence);
      }).catch(wake);
    }
  }

  // ── who leads ───────────────────────────────────────────────────────────────────────────────────────────────────
  function stepDown(leading: { stop: AbortController }): void {
    leading.stop.abort();
  }

  async function leadUntilDeposed(): Promise<void> {
    const stop = new AbortController();
    const fence = [...world.random(16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    await cache.transaction("rw", ["meta"], async () => {
      await cache.meta.put({ ...(await cacheState(cache)), fence });
    });
    if (ended.signal.aborted) return; // stopped meanwhile: nobody would ever let go of the lock
    lead = { fence, stop };
    const over = new Promise<void>((resolve) => {
      stop.signal.addEventListener("abort", () => resolve());
      ended.signal.addEventListener("abort", () => resolve());
    });
    try {
      openStream();
      wake();
      void adoptDrafts(device).catch(() => {});
      keepComparing(device, fence, AbortSignal.any([stop.signal, ended.signal]));
      let beats = 0;
      let beatAt = world.clock();
      const beat = () => {
        if (stop.signal.aborted || ended.signal.aborted) return;
        void tell().catch(() => {});
        void paintMissed(device).catch(() => {});
        if (Math.abs(world.clock() - beatAt - HEARTBEAT_MS) > JUMP_MS) isHeard = false;
        beatAt = world.clock();
        if (++beats % ADOPT_BEATS === 0) void adoptDrafts(device).catch(() => {});
        world.after(HEARTBEAT_MS, beat);
      };
      world.after(HEARTBEAT_MS, beat);
      await over;
    } finally {
      lead = undefined;
      closeStream?.();
      cancelPause?.();
      heardLeaderAt = world.clock();
    }
  }

  async function seek(steal: boolean): Promise<void> {
    const name = leaderLock(accountId, cache.version);
    const begun = world.clock();
    await world.locks.hold(name, { steal, signal: ended.signal }, leadUntilDeposed).catch(() => lead?.stop.abort());
    const pause = world.clock() - begun < RETRY_LEAD_MS ? RETRY_LEAD_MS : 50;
    if (!ended.signal.aborted) world.after(pause, () => void seek(false));
  }

  async function watchLeader(): Promise<void> {
    if (ended.signal.aborted) return;
    const silent = !lead && world.clock() - heardLeaderAt > SILENT_MS;
    // A frozen tab keeps its lock; whoever is looked at and has something to send takes it.
    if (silent && world.page.isVisible() && (await box.outbox.count().catch(() => 0)) > 0) {
      heardLeaderAt = world.clock();
      void seek(true);
    }
    world.after(HEARTBEAT_MS, () => void watchLeader());
  }

  let isPersistent = false;
  const forgetWritten = device.onWritten(() => {
    // A practice is worth more than a cache: with the first thing that is kept, the browser is asked not to clear it.
    if (!isPersistent) void world.persist().catch(() => {});
    isPersistent = true;
    if (lead && !signedOut && failures === 0) wake();
    else void tell().catch(() => {});
  });
  const forgetSaving = device.onSaving(announce);
  const forgetAwake = world.page.on("awake", () => {
    failures = 0;
    isHeard = false;
    openStream();
    wake();
  });
  const forgetCutOff = world.page.on("cut-off", wake);
  void paint(device).catch(() => {});
  post({ kind: "tell-all" });
  void seek(false);
  void watchLeader();

  return {
    // Nothing is more urgent to know in this tab (the others have their own disks to speak of), but what the person alone
    // can mend: signed out, the words do not even get to the server.
    state: () => (device.isSaving() || state.kind === "signed-out" || state.kind === "revoked" ? state : NOT_SAVED),
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    words,
    syncNow: () => {
      failures = 0;
      wake();
    },
    signedInAgain: () => {
      post({ kind: "signed-in" });
      resume();
    },
    lastSyncAt: () => lastSyncAt,
    stop() {
      ended.abort();
      forgetWritten();
      forgetSaving();
      forgetAwake();
      forgetCutOff();
      closeStream?.();
      cancelPause?.();
      channel.close();
    },
  };
}

function isMessage(message: unknown): message is Message {
  return typeof message === "object" && message !== null && "kind" in message;
}
