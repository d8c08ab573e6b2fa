import { Client } from "pg";

/** Tells other processes on the same database something short, and hears them. Any message may get lost. */
export type Notifications = {
  /** Sends a message of less than 8,000 bytes, in a few milliseconds and without waiting for it. */
  send(message: string): void;
  stop(): Promise<void>;
};

type Hearers = {
  hear: (message: string) => void;
  /** Connected, at first or again: what was said before may have been missed. */
  connected: () => void;
};

const CHANNEL = "cliently";
/** Messages that wait while the connection is away; older ones are dropped. */
const MOST_WAITING = 10_000;
const MOST_AT_ONCE = 100;
/** What is told within this time goes out as one statement: nobody waits for it, and writers need the database more. */
const GATHER_MS = 5;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that is broken without saying so is noticed after about this long. */
const PROOF_MS = 15_000;

/**
 * Postgres LISTEN and NOTIFY on one connection that does nothing else: inside a write transaction NOTIFY makes all
 * writers wait for each other.
 */
export function openNotifications(
  url: string,
  { ca, tls = true }: { ca?: string | undefined; tls?: boolean },
  hearers: Hearers,
): Notifications {
  const waiting: string[] = [];
  let client: Client | undefined;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function open(): Promise<void> {
    const own = new Client({
      connectionString: url,
      ssl: tls && (ca ? { ca } : true),
      application_name: "cliently-notifications",
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    own.on("error", () => lost(own));
    own.on("end", () => lost(own));
    own.on("notification", ({ payload = "" }) => hearers.hear(payload));
    client = own;
    try {
      await own.connect();
      await own.query(`LISTEN ${CHANNEL}`);
    } catch {
      return lost(own);
    }
    failures = 0;
    hearers.connected();
    if (waiting.length) gather();
    prove(own);
  }

  function lost(own: Client): void {
    if (client !== own) return;
    client = undefined;
    clearTimeout(timer);
    void own.end().catch(() => {});
    if (isOver) return;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures++);
    timer = setTimeout(() => void open(), longest * (0.5 + Math.random() / 2));
  }

  function prove(own: Client): void {
    if (client !== own) return;
    const ask = async () => {
      try {
        await own.query("SELECT 1");
        prove(own);
      } catch {
        lost(own);
      }
    };
    timer = setTimeout(() => void ask(), PROOF_MS);
    timer.unref();
  }

  function gather(): void {
    if (!client || isOver) return;
    gathering ??= setTimeout(() => void flush(), GATHER_MS);
  }

  async function flush(): Promise<void> {
    try {
      if (client) {
        const messages = waiting.splice(0, MOST_AT_ONCE);
        await client.query("SELECT pg_notify($1, message) FROM unnest($2::text[]) AS message", [CHANNEL, messages]);
      }
    } catch {
      // Lost with the connection: whoever waits for it asks again in a few seconds.
    } finally {
      gathering = undefined;
      if (waiting.length) gather();
    }
  }

  void open();

  return {
    send(message) {
      waiting.push(message);
      if (waiting.length > MOST_WAITING) waiting.shift();
      gather();
    },
    async stop() {
      isOver = true;
      clearTimeout(timer);
      clearTimeout(gathering);
      while (client && waiting.length) await flush();
      const own = client;
      client = undefined;
      await own?.end().catch(() => {});
    },
  };
}
