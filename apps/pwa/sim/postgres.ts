import type { SyncStorage } from "@cliently/api/sync/storage";
import { serverRows, type Practice } from "@cliently/api/testing";
import type { Looked } from "@cliently/api/testing/memory-storage";

import type { Owner, Scheduler } from "./scheduler.ts";
import type { ServerCommit } from "./server.ts";

/**
 * A real Postgres in the place of the database in memory, for Tier B: statements, locks, snapshots and commits are the
 * real ones, and transactions of several processes run at the same moment. What a process that dies was doing is rolled
 * back at its next statement; what is past its last one is committed, and nobody hears the answer.
 */
export type PostgresServer = {
  /** Accounts that nothing was ever written in. */
  readonly accounts: readonly string[];
  /** A process's way in. */
  connect(scheduler: Scheduler, owner: Owner): SyncStorage;
  look(accountId: string): Promise<Pick<Looked, "head" | "rows">>;
  /** Hands commits on in the order of their versions, in which they need not have answered. */
  inOrder(tell: (commit: ServerCommit) => void): (commit: ServerCommit) => void;
  /** What happened at the port, in its order: the interleaving that a seed alone does not tell. */
  readonly happened: readonly string[];
};

/** What one history needs of it; a practice is a database for many. */
export async function postgresFor(practice: Practice, count: number): Promise<PostgresServer> {
  const accounts: string[] = [];
  for (let made = 0; made < count; made++) accounts.push((await practice.somebodyElse()).accountId);
  const happened: string[] = [];
  return {
    accounts,
    happened,
    connect: (scheduler, owner) => overPostgres(practice.services.storage, scheduler, owner, happened),
    async look(accountId) {
      const head = await practice.services.storage.read(accountId, (tx) => tx.head());
      return { head, rows: await serverRows(practice.services, accountId) };
    },
    inOrder(tell) {
      const early = new Map<string, ServerCommit>();
      const last = new Map<string, number>();
      return (commit) => {
        early.set(`${commit.accountId}|${commit.version}`, commit);
        for (;;) {
          const version = (last.get(commit.accountId) ?? 0) + 1;
          const next = early.get(`${commit.accountId}|${version}`);
          if (!next) return;
          last.set(commit.accountId, version);
          tell(next);
        }
      };
    },
  };
}

function overPostgres(storage: SyncStorage, scheduler: Scheduler, owner: Owner, happened: string[]): SyncStorage {
  const note = (accountId: string, what: string) => void happened.push(`${owner.name} ${accountId.slice(-4)} ${what}`);
  let number = 0;
  /** A dead process asks for nothing more. */
  const mortal = <T extends object>(tx: T, accountId: string, own: number): T =>
    new Proxy(tx, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (owner.state === "dead") throw new Error("the process is dead");
          note(accountId, `#${own} ${String(name)}`);
          return (value as (...all: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const outside = async <T>(accountId: string, what: string, work: (own: number) => Promise<T>): Promise<T> => {
    const own = ++number;
    note(accountId, `#${own} ${what}`);
    try {
      return await scheduler.outside(work(own));
    } finally {
      note(accountId, `#${own} over`);
    }
  };
  return {
    ...storage,
    read: (accountId, work) =>
      outside(accountId, "read", (own) => storage.read(accountId, (tx) => work(mortal(tx, accountId, own)))),
    write: (accountId, work) =>
      outside(accountId, "write", (own) => storage.write(accountId, (tx, at) => work(mortal(tx, accountId, own), at))),
    note: (accountId, work) =>
      outside(accountId, "note", (own) => storage.note(accountId, (tx) => work(mortal(tx, accountId, own)))),
    versions: (accountIds) => scheduler.outside(storage.versions(accountIds)),
  };
}
