import type { DataKeys, Notifications } from "@cliently/db";
import { z } from "zod";

import { Id } from "../domain/ids.ts";
import { Cursor, SyncEvent } from "../domain/protocol.ts";
import { readJson } from "../domain/read-json.ts";
import type { Bus } from "./bus.ts";
import { standingAt } from "./changed-event.ts";

/** What Postgres takes in one message is 8,000 bytes. */
const MESSAGE_BYTES = 7_900;
const WORDS_LENGTH = 1_000;

/**
 * What one process tells the others. `sealed` are events in their order, under the account's data key, because rows and
 * words must not lie or travel in the clear; what is too large for a message goes as the place to ask for.
 */
const Poke = z.object({
  from: z.string(),
  account: Id,
  key: z.int().optional(),
  sealed: z.base64().optional(),
  at: Cursor.optional(),
});

export type OpenNotifications = (hearers: { hear: (message: string) => void; connected: () => void }) => Notifications;

type Parts = {
  /** The streams of this process. */
  local: Bus;
  keys: DataKeys;
  /** A name that no other process has. */
  process: string;
  open: OpenNotifications;
  /** Called when something may have been missed. */
  missed: () => void;
};

/**
 * A bus over several processes: an event reaches the streams of this process at once, and those of the others by a
 * message that may get lost. Events of an account keep their order.
 */
export function makePokes({ local, keys, process, open, missed }: Parts): Bus & { stop(): Promise<void> } {
  const outgoing = new Map<string, SyncEvent[]>();
  const incoming = new Map<string, Promise<void>>();

  /** How each message of this process begins; Postgres tells it those as well. */
  const own = JSON.stringify({ from: process }).slice(0, -1);

  const line = open({
    hear(message) {
      if (message.startsWith(own)) return;
      const poke = readJson(Poke, message);
      if (!poke || !local.accounts().includes(poke.account)) return;
      const { account } = poke;
      const turn = (incoming.get(account) ?? Promise.resolve()).then(() => take(poke)).catch(missed);
      incoming.set(account, turn);
      void turn.finally(() => incoming.get(account) === turn && incoming.delete(account));
    },
    connected: missed,
  });

  async function take({ from, account, key, sealed, at }: z.infer<typeof Poke>): Promise<void> {
    if (at) local.publish(account, standingAt(at));
    if (key === undefined || !sealed) return;
    const opened = (await keys.of(account)).openJson("poke", from, key, Buffer.from(sealed, "base64"));
    for (const event of z.array(SyncEvent).parse(opened)) local.publish(account, event);
  }

  /** What an account's events were while the key was fetched goes out together. */
  async function send(account: string): Promise<void> {
    const key = await keys.of(account);
    const events = joined(outgoing.get(account) ?? []);
    outgoing.delete(account);
    for (let start = 0, end = events.length; start < events.length; start = end, end = events.length) {
      let message = sealedPoke(events.slice(start, end));
      // As many as fit: half of them, and half again.
      while (message.length > MESSAGE_BYTES && end - start > 1) {
        end = start + Math.ceil((end - start) / 2);
        message = sealedPoke(events.slice(start, end));
      }
      const [alone] = events.slice(start, end);
      if (message.length <= MESSAGE_BYTES) line.send(message);
      else if (alone?.kind === "changed") line.send(barePoke(alone.cursor));
    }

    function sealedPoke(some: SyncEvent[]): string {
      const sealed = Buffer.from(key.sealJson("poke", process, some)).toString("base64");
      return JSON.stringify({ from: process, account, key: key.version, sealed });
    }
    function barePoke(at: Cursor): string {
      return JSON.stringify({ from: process, account, at });
    }
  }

  return {
    publish(account, event) {
      local.publish(account, event);
      const waiting = outgoing.get(account);
      if (waiting) return void waiting.push(event);
      outgoing.set(account, [event]);
      send(account).catch(() => outgoing.delete(account));
    },
    subscribe: local.subscribe,
    accounts: local.accounts,
    stop: () => line.stop(),
  };
}

/** Words that follow one another are told as one, of a size that fits into a message. */
function joined(events: readonly SyncEvent[]): SyncEvent[] {
  const all: SyncEvent[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (
      event.kind === "words" &&
      last?.kind === "words" &&
      last.summary === event.summary &&
      last.offset + last.text.length === event.offset &&
      last.text.length < WORDS_LENGTH
    )
      all[all.length - 1] = { ...last, text: last.text + event.text };
    else all.push(event);
  }
  return all;
}
