import { catalogue } from "@cliently/api/domain/catalogue";
import type { Mutation } from "@cliently/api/domain/mutation";
import { EventsRequest, ExchangeRequest } from "@cliently/api/domain/protocol";
import { events } from "@cliently/api/sync/events";
import { exchange, type ExchangeParts } from "@cliently/api/sync/exchange";
import { makeBus, type Bus } from "@cliently/api/sync/bus";
import { ownAccount } from "@cliently/api/sync/own-account";
import { commitAsServer } from "@cliently/api/sync/server-commit";
import { makeWatch } from "@cliently/api/sync/watch";
import type { NewLogEntry, Put, SyncStorage } from "@cliently/api/sync/storage";
import { newId } from "@cliently/api/domain/new-id";
import {
  Busy,
  memoryDatabase,
  type Looked,
  type MemoryDatabase,
  type MemoryStorage,
} from "@cliently/api/testing/memory-storage";

import type { PostgresServer } from "./postgres.ts";
import { anOwner, type Owner, type Scheduler } from "./scheduler.ts";

/** What a write transaction left, seen at the port. */
export type ServerCommit = {
  accountId: string;
  version: number;
  stamp: string;
  puts: readonly Put[];
  log: readonly NewLogEntry[];
  folds: readonly { noteId: string; upto: number; update: string }[];
};

/** One server process. */
export type Process = {
  readonly owner: Owner;
  readonly bus: Bus;
  /** Answers a request's text for somebody who is signed in to `session`; null: nobody is. */
  exchange(session: string | null, text: string): Promise<string>;
  /** Streams until `ended` or an error, which is what this rejects with. */
  stream(session: () => string | null, text: string, send: (event: string) => void, ended: AbortSignal): Promise<void>;
  /** From now on it knows no mutation of these names. */
  forget(names: readonly string[]): void;
  /** From now on each operation of its database fails with this chance, as a lock or a lost connection would. */
  busy: number;
  drain(): void;
  readonly isDraining: boolean;
};

/** Said instead of an answer. */
export class Unauthorized extends Error {}

/** The server: its database, and processes that come and go over it. */
export type Server = {
  database: Pick<MemoryDatabase, "snapshot">;
  /** What is committed in an account. */
  look(accountId: string): Promise<Pick<Looked, "head" | "rows">>;
  readonly processes: readonly Process[];
  /** A process dies between two statements, and another takes its place after a while. */
  crash(index: number): void;
  /** A process that was drained ends, and another takes its place. */
  stop(process: Process): void;
  /** How many of the pokes between processes are lost, from 0 to 1. */
  pokesLost: number;
  onCommit(listener: (commit: ServerCommit) => void): void;
  /** Hears how often a mutation has broken by now. */
  onFailure(listener: (mutation: string, times: number) => void): void;
  /** Puts a backup in the place of the database; what was tried since is tried anew. No process may run. */
  restore(backup: Parameters<MemoryDatabase["restore"]>[0]): void;
};

/** A mutation with this in its words breaks the server, wherever it comes. */
export const POISON = "\u2620";

const WATCH_MS = 5_000;
const RESTART_MS = 3_000;
const POKE_MS = 20;

type Wishes = { pageBytes?: number | undefined; postgres?: PostgresServer | undefined };

export function aServer(scheduler: Scheduler, accounts: readonly string[], { pageBytes, postgres }: Wishes): Server {
  const numbers = scheduler.prng.fork();
  const random = (bytes: number) => numbers.bytes(bytes);
  const database = memoryDatabase({ random, clock: () => scheduler.now(), ...(pageBytes ? { pageBytes } : {}) });
  for (const accountId of accounts) database.addAccount(accountId);
  const listeners: ((commit: ServerCommit) => void)[] = [];
  const failed: ((mutation: string, times: number) => void)[] = [];
  const failures = new Map<string, number>();
  const processes: Running[] = [];

  const tellInOrder = postgres?.inOrder((commit) => {
    for (const listener of listeners) listener(commit);
  });

  type Running = Process & { storage: MemoryStorage; local: Bus };
  let born = 0;

  function start(): Running {
    const owner = anOwner(`process-${born++}`);
    const draining = new AbortController();
    const memory = database.connect(
      (name) =>
        new Promise((resolve, reject) =>
          scheduler.soon(owner, `server.${name}`, () => {
            if (process.busy > 0 && numbers.chance(process.busy)) reject(new Busy(name));
            else resolve();
          }),
        ),
    );
    const told = (commit: ServerCommit) => {
      for (const listener of listeners) listener(commit);
    };
    const broke = (mutation: string) => {
      const times = (failures.get(mutation) ?? 0) + 1;
      failures.set(mutation, times);
      for (const listener of failed) listener(mutation, times);
    };
    const storage = postgres
      ? unheardWhenDead(watched(postgres.connect(scheduler, owner), tellInOrder ?? told, broke), owner)
      : watched(memory, told, broke);
    const local = makeBus();
    const bus: Bus = {
      ...local,
      publish(accountId, event) {
        local.publish(accountId, event);
        for (const other of processes) {
          if (other === process || numbers.chance(server.pokesLost)) continue;
          scheduler.after(other.owner, "poke", numbers.below(POKE_MS), () => other.local.publish(accountId, event));
        }
      },
    };
    const clock = () => scheduler.now();
    let known: ExchangeParts["catalogue"] = breakable;
    const assistant = anAssistant({ scheduler, owner, storage, bus, clock, random });
    const parts = () => ({ storage, bus, clock, random, log: () => {}, assistant, catalogue: known ?? breakable });

    const process: Running = {
      owner,
      bus,
      local,
      storage: memory,
      busy: 0,
      get isDraining() {
        return draining.signal.aborted;
      },
      async exchange(session, text) {
        const request = ExchangeRequest.parse(JSON.parse(text));
        const account = signedIn(session, request.account);
        return JSON.stringify(await exchange(parts(), account, request));
      },
      async stream(session, text, send, ended) {
        const request = EventsRequest.parse(JSON.parse(text));
        const account = signedIn(session(), request.account);
        const stillSignedIn = async () => session() === account;
        const all = events({ ...parts(), draining: draining.signal }, account, request, stillSignedIn, ended);
        for await (const event of all) send(JSON.stringify(event));
      },
      forget(names) {
        known = Object.fromEntries(Object.entries(breakable).filter(([name]) => !names.includes(name)));
      },
      drain: () => draining.abort(),
    };
    const watch = makeWatch({ storage, bus: local });
    const again = () =>
      scheduler.after(
        owner,
        "watch",
        WATCH_MS,
        () => {
          watch().catch(() => {}); // the next look will do
          again();
        },
        "tick",
      );
    again();
    return process;
  }

  const server: Server = {
    database,
    look: async (accountId) => postgres?.look(accountId) ?? database.look(accountId),
    processes,
    pokesLost: 0,
    crash(index) {
      const process = processes[index % processes.length];
      if (process) server.stop(process);
    },
    stop(stopped) {
      const process = processes.find((one) => one === stopped);
      if (!process) return;
      scheduler.kill(process.owner);
      process.storage.crash();
      const at = processes.indexOf(process);
      processes.splice(at, 1);
      scheduler.after(SELF, "restart", numbers.below(RESTART_MS), () => void processes.push(start()));
    },
    restore(backup) {
      database.restore(backup);
      failures.clear();
    },
    onCommit: (listener) => void listeners.push(listener),
    onFailure: (listener) => void failed.push(listener),
  };
  processes.push(start(), start());
  return server;
}

const SELF = anOwner("server");

/** The account that a session speaks for, as the router has it. */
function signedIn(session: string | null, account: string): string {
  if (session === null) throw new Unauthorized();
  ownAccount(session, account);
  return session;
}

/** Every mutation of this build; one with poison in its words breaks. */
const breakable = Object.fromEntries(
  Object.entries(catalogue as unknown as Record<string, Mutation<unknown>>).map(([name, mutation]) => [
    name,
    {
      ...mutation,
      run(store, written, made) {
        if (JSON.stringify(written.args).includes(POISON)) throw new Error("poison");
        return mutation.run(store, written, made);
      },
    } satisfies Mutation<unknown>,
  ]),
);

/** Whoever asked is gone: what was done is done, and nobody hears of it. */
function unheardWhenDead(storage: SyncStorage, owner: Owner): SyncStorage {
  const heard = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      if (owner.state === "dead") await new Promise(() => {});
    }
  };
  return {
    ...storage,
    read: (accountId, work) => heard(storage.read(accountId, work)),
    write: (accountId, work) => heard(storage.write(accountId, work)),
    note: (accountId, work) => heard(storage.note(accountId, work)),
    versions: (accountIds) => heard(storage.versions(accountIds)),
  };
}

/** Watches what is written through the port, and tells of it when it is committed. */
function watched(
  storage: SyncStorage,
  told: (commit: ServerCommit) => void,
  broke: (mutation: string) => void,
): SyncStorage {
  return {
    ...storage,
    note: (accountId, work) =>
      storage.note(accountId, (tx) =>
        work({
          ...tx,
          async countFailure(deviceId, seq, now, attempts) {
            await tx.countFailure(deviceId, seq, now, attempts);
            if (attempts > 0) broke(`${accountId}|${deviceId}|${seq}`);
          },
        }),
      ),
    async write(accountId, work) {
      const puts: Put[] = [];
      const log: NewLogEntry[] = [];
      const folds: { noteId: string; upto: number; update: string }[] = [];
      let at = { version: 0, stamp: "" };
      const done = await storage.write(accountId, (tx, head) => {
        at = head;
        // It may be run again, after it was taken back.
        puts.length = 0;
        log.length = 0;
        folds.length = 0;
        return work(
          {
            ...tx,
            async put(rows) {
              await tx.put(rows);
              puts.push(...rows);
            },
            async log(entries) {
              await tx.log(entries);
              log.push(...entries);
            },
            async fold(noteId, upto, update) {
              await tx.fold(noteId, upto, update);
              folds.push({ noteId, upto, update });
            },
            async savepoint(inner) {
              const before = [puts.length, log.length, folds.length] as const;
              const tried = await tx.savepoint(inner);
              if ("broken" in tried) {
                puts.length = before[0];
                log.length = before[1];
                folds.length = before[2];
              }
              return tried;
            },
          },
          head,
        );
      });
      told({ accountId, version: at.version, stamp: at.stamp, puts, log, folds });
      return done;
    },
  };
}

type AssistantParts = {
  scheduler: Scheduler;
  owner: Owner;
  storage: SyncStorage;
  bus: Bus;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
};

/** Writes summaries of a few words after a while, as the server's own mutations. */
function anAssistant({ scheduler, owner, storage, bus, clock, random }: AssistantParts) {
  const commit = (accountId: string, act: Parameters<typeof commitAsServer>[2]) =>
    commitAsServer({ storage, bus, clock }, accountId, act).catch(() => undefined); // refused, or tried too often: the sweep's affair
  const mid = () => newId(clock(), random);
  return {
    requested(accountId: string, id: string) {
      scheduler.after(owner, "assistant", 200, () => {
        void commit(accountId, {
          name: "summary.begin",
          args: { id, provider: "stand-in", model: "none" },
          mid: mid(),
        }).then((outcome) => {
          if (outcome?.status !== "applied") return;
          scheduler.after(owner, "assistant", 500, () => {
            const end = { status: "draft" as const, text: "In short.", failure: null, finishedAt: clock() };
            void commit(accountId, { name: "summary.finish", args: { id, ...end }, mid: mid() });
          });
        });
      });
    },
    stopped() {},
    wordsSince: async () => [],
  };
}
