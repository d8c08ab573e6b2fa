import { SignedOut, type Transport } from "../src/sync/surroundings.ts";
import type { Browser } from "./browser.ts";
import { anOwner, type Owner, type Scheduler } from "./scheduler.ts";
import { Unauthorized, type Server } from "./server.ts";

/** What a line does to what travels on it; each number is the share of messages that it befalls. */
export type Weather = {
  /** The longest that a message takes, in ms. */
  delayMs: number;
  lostUp: number;
  lostDown: number;
  /** A request comes twice, the second time whenever. */
  doubled: number;
  /** An answer is cut off. */
  truncated: number;
  /** Nobody ever hears anything: neither an answer nor an error. */
  halfOpen: number;
  /** Something in between answers with a page of its own, or an error. */
  portal: number;
  /** An open stream breaks at an event. */
  streamCut: number;
};

export const FINE: Weather = {
  delayMs: 20,
  lostUp: 0,
  lostDown: 0,
  doubled: 0,
  truncated: 0,
  halfOpen: 0,
  portal: 0,
  streamCut: 0,
};

/** A browser's way to the server, and what has become of what went over it. */
export type Line = {
  weather: Weather;
  /** The account that the browser is signed in to. */
  session: string | null;
  transportOf(owner: () => Owner): Transport;
  readonly counts: Map<string, number>;
};

const RECONNECT_MS = 1_000;
/** A stream that says nothing for this long is begun anew by the client. */
const SILENT_MS = 25_000;
/** How often a server says that it is still there. */
const PING_MS = 10_000;

export function aLine(scheduler: Scheduler, browser: () => Browser, server: Server): Line {
  const numbers = scheduler.prng.fork();
  const wire = anOwner("wire");
  const counts = new Map<string, number>();
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  const befalls = (what: keyof Weather) => {
    const does = numbers.chance(line.weather[what]);
    if (does) count(what);
    return does;
  };
  const delay = () => numbers.below(line.weather.delayMs + 1);
  const process = () => {
    const able = server.processes.filter(({ isDraining }) => !isDraining);
    return able.length ? able[numbers.below(able.length)] : undefined;
  };

  /** A request that has come to the server; resolves with the answer's text. */
  async function served(text: string): Promise<string> {
    const one = process();
    if (!one) throw new Error("nobody listens");
    const dies = new Promise<never>((_, reject) => dying.push({ owner: one.owner, reject }));
    try {
      return await Promise.race([one.exchange(line.session, text), dies]);
    } finally {
      dying = dying.filter(({ owner }) => owner !== one.owner || owner.state !== "dead");
    }
  }
  let dying: { owner: Owner; reject: (error: Error) => void }[] = [];
  scheduler.onTurn(() => {
    for (const one of dying) if (one.owner.state === "dead") one.reject(new Error("the connection was lost"));
    if (dying.some(({ owner }) => owner.state === "dead")) dying = dying.filter(({ owner }) => owner.state !== "dead");
    if (dying.length > 100) dying = dying.slice(-50);
  });

  const line: Line = {
    weather: FINE,
    session: null,
    counts,
    transportOf: (ownerOf) => ({
      digest: () => Promise.reject(new Error("not reached")),
      bucket: () => Promise.reject(new Error("not reached")),
      exchange(request) {
        const owner = ownerOf();
        const text = JSON.stringify(request);
        return new Promise((resolve, reject) => {
          const fail = (error: Error) => scheduler.after(owner, "net.error", delay(), () => reject(error));
          if (!browser().isOnline) return scheduler.soon(owner, "net.error", () => reject(new Error("offline")));
          if (befalls("halfOpen")) return;
          if (befalls("lostUp")) return void fail(new Error("not reached"));
          if (befalls("portal"))
            return void scheduler.after(owner, "net.portal", delay(), () =>
              resolve("<html>Welcome to the hotel</html>"),
            );
          if (befalls("doubled"))
            scheduler.after(wire, "net.request", delay() * 20, () => void served(text).catch(() => {}));

          scheduler.after(wire, "net.request", delay(), () => {
            served(text).then(
              (answer) => {
                if (befalls("lostDown") || !browser().isOnline) return fail(new Error("no answer"));
                const cut = befalls("truncated") ? answer.slice(0, numbers.below(answer.length)) : answer;
                return scheduler.after(owner, "net.answer", delay(), () => {
                  try {
                    resolve(JSON.parse(cut));
                  } catch (error) {
                    reject(error as Error); // a SyntaxError
                  }
                });
              },
              (error: unknown) => fail(isSignedOut(error) ? new SignedOut() : (error as Error)), // the server throws errors
            );
          });
        });
      },

      events(request, { event, shaken, broken }) {
        const owner = ownerOf();
        const closed = new AbortController();
        let attempt: AbortController | undefined;
        let cancelSilence = () => {};

        const again = () => {
          if (closed.signal.aborted) return;
          attempt?.abort();
          scheduler.after(
            owner,
            "net.reconnect",
            RECONNECT_MS,
            () => {
              if (closed.signal.aborted) return;
              shaken();
              connect();
            },
            "tick",
          );
        };
        const heardSomething = () => {
          cancelSilence();
          cancelSilence = scheduler.after(owner, "net.silent", SILENT_MS, again, "tick");
        };
        function connect(): void {
          const mine = new AbortController();
          attempt = mine;
          const isOver = () => mine.signal.aborted || closed.signal.aborted;
          const mail: (() => void)[] = [];
          let at = scheduler.now();
          /** In order, as on one connection. */
          const deliver = (label: string, work: () => void) => {
            mail.push(work);
            at = Math.max(at, scheduler.now() + delay());
            scheduler.after(owner, label, at - scheduler.now(), () => {
              const first = mail.shift();
              if (first && !isOver()) first();
            });
          };
          heardSomething();
          if (!browser().isOnline || befalls("lostUp")) return again();
          if (befalls("halfOpen")) return;
          const one = process();
          if (!one) return again();
          const send = (text: string) => {
            if (isOver()) return;
            if (!browser().isOnline || befalls("streamCut")) return deliver("net.cut", again);
            deliver("net.event", () => {
              heardSomething();
              event(JSON.parse(text));
            });
          };
          scheduler.after(wire, "net.request", delay(), () => {
            if (isOver()) return;
            dying.push({ owner: one.owner, reject: () => deliver("net.cut", again) });
            let isOpen = true;
            // A stream that lives is never begun anew for want of news: whoever missed a poke must hear it by another.
            const ping = () =>
              scheduler.after(
                one.owner,
                "net.ping",
                PING_MS,
                () => {
                  if (!isOpen || isOver() || !browser().isOnline) return;
                  if (owner.state === "alive") heardSomething();
                  ping();
                },
                "tick",
              );
            ping();
            one
              .stream(() => line.session, JSON.stringify(request), send, AbortSignal.any([mine.signal, closed.signal]))
              .finally(() => (isOpen = false))
              .then(
                () => deliver("net.cut", () => broken(new Error("the stream ended"))),
                (error: unknown) =>
                  deliver("net.cut", () => {
                    if (isSignedOut(error)) broken(new SignedOut());
                    else again();
                  }),
              );
          });
        }
        connect();
        return () => {
          closed.abort();
          cancelSilence();
        };
      },
    }),
  };
  return line;
}

function isSignedOut(error: unknown): boolean {
  return error instanceof Unauthorized || (error instanceof Error && "code" in error && error.code === "UNAUTHORIZED");
}
