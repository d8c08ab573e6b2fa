import type { Log } from "@cliently/api";
import type { Notifications } from "@cliently/db";
import { createClient } from "@redis/client";

type Hearers = { hear: (message: string) => void; connected: () => void };

const CHANNEL = "cliently";
const LONGEST_PAUSE_MS = 5_000;

/**
 * Redis in the place of Postgres' own notifications, for many processes. A Redis that cannot be reached stops nothing:
 * processes then hear of each other by asking the database every few seconds.
 */
export function redisNotifications(url: string, log: Log, { hear, connected }: Hearers): Notifications {
  const socket = {
    reconnectStrategy: (tries: number) => Math.min(LONGEST_PAUSE_MS, 100 * 2 ** tries),
    connectTimeout: 5_000,
  };
  // Nothing is kept for later: what is old when Redis comes back has been asked for by then.
  const speaker = createClient({ url, socket, disableOfflineQueue: true });
  const listener = createClient({ url, socket });
  let isAway = false;
  const away = () => {
    if (!isAway) log("redis.away");
    isAway = true;
  };
  for (const client of [speaker, listener]) client.on("error", away);
  listener.on("ready", () => {
    isAway = false;
    connected();
  });

  void speaker.connect().catch(away);
  void listener
    .connect()
    .then(() => listener.subscribe(CHANNEL, hear))
    .catch(away);

  return {
    send(message) {
      speaker.publish(CHANNEL, message).catch(() => {});
    },
    async stop() {
      for (const client of [speaker, listener]) if (client.isOpen) client.destroy();
    },
  };
}
