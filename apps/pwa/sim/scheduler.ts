import type { Prng } from "./prng.ts";

/** Whoever events happen to: a tab, a process, the network. Its events wait while it is frozen and never come once it is dead. */
export type Owner = { name: string; state: "alive" | "frozen" | "dead"; held: (() => void)[] };

/**
 * The one loop of a simulated world. Whatever can happen now lies in a pool; the seed picks what happens next, then
 * everything that follows from it without waiting is let happen, and then the laws are looked at. When nothing can
 * happen the clock moves to the next timer.
 */
export type Scheduler = {
  /** Virtual ms since 1970. */
  now(): number;
  prng: Prng;
  /** Lets `work` happen at some moment from now on. A step is what the world's speed is counted in. */
  soon(owner: Owner, label: string, work: () => void, kind?: "step" | "tick"): void;
  /** Lets `work` happen `ms` from now; the returned function takes it back. */
  after(owner: Owner, label: string, ms: number, work: () => void, kind?: "step" | "tick"): () => void;
  /** Much time goes by at once, as when everybody sleeps: whatever falls due meanwhile happens after it. */
  leap(ms: number): void;
  thaw(owner: Owner): void;
  /** Something of this owner may never be heard of again. */
  kill(owner: Owner): void;
  /** Runs until `isOver`, or until virtual time has reached `end`; false when time was over first. */
  run(end: number, isOver: () => boolean): Promise<boolean>;
  /** Called after each event, when nothing more follows from it. */
  onTurn(look: () => void): void;
  /** Called once, when nothing more follows from the present event. */
  afterTurn(work: () => void): void;
  /** Something outside of this loop is under way: with nothing else to do, it is waited for, in real time. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Counts a step that is no event of its own, such as a mutation. */
  count(label: string): void;
  /** Ends everything: what still waits never happens. */
  stop(): void;
  readonly steps: number;
  /** A number that two runs share only when the same happened in the same order. */
  readonly trace: number;
  /** How often each kind of step happened. */
  readonly kinds: ReadonlyMap<string, number>;
};

type Ready = { owner: Owner; label: string; work: () => void; isStep: boolean };
type Timer = Ready & { at: number; order: number; isOff: boolean };

export function anOwner(name: string): Owner {
  return { name, state: "alive", held: [] };
}

export function makeScheduler(prng: Prng, start: number): Scheduler {
  let now = start;
  let order = 0;
  let steps = 0;
  let trace = 0x811c9dc5 | 0;
  let isStopped = false;
  let outside = 0;
  let outsideSince = { virtual: start, real: 0 };
  let wakeOutside = () => {};
  const ready: Ready[] = [];
  const timers = new Heap();
  const looks: (() => void)[] = [];
  let afterwards: (() => void)[] = [];
  const kinds = new Map<string, number>();

  const note = (label: string) => {
    steps++;
    kinds.set(label, (kinds.get(label) ?? 0) + 1);
  };

  function push(event: Ready): void {
    if (event.owner.state === "frozen") event.owner.held.push(() => push(event));
    else if (event.owner.state === "alive" && !isStopped) ready.push(event);
  }

  /** Lets one thing happen; false when there is nothing. */
  function turn(end: number): boolean {
    for (;;) {
      while (ready.length === 0) {
        const timer = timers.peek();
        if (!timer || (timer.at > end && !timer.isOff)) return false;
        // The clock goes on only so fast while something outside is under way.
        if (outside > 0 && timer.at > outsideSince.virtual + (performance.now() - outsideSince.real) * PACE)
          return false;
        timers.pop();
        if (timer.isOff) continue;
        if (timer.at > now) now = timer.at;
        push(timer);
      }
      const index = ready.length === 1 ? 0 : prng.below(ready.length);
      const event = ready[index] as Ready; // below the length
      const last = ready.pop() as Ready; // there is one
      if (last !== event) ready[index] = last;
      if (event.owner.state !== "alive") {
        push(event);
        continue;
      }
      if (event.isStep) note(event.label);
      trace = hashed(trace, event.label, index);
      event.work();
      return true;
    }
  }

  return {
    now: () => now,
    prng,
    soon: (owner, label, work, kind = "step") => push({ owner, label, work, isStep: kind === "step" }),
    after(owner, label, ms, work, kind = "step") {
      const at = now + Math.max(0, Math.ceil(ms));
      const timer: Timer = { owner, label, work, isStep: kind === "step", at, order: order++, isOff: false };
      timers.push(timer);
      return () => {
        timer.isOff = true;
        timer.work = () => {};
        timer.isStep = false;
      };
    },
    leap: (ms) => void (now += ms),
    thaw(owner) {
      if (owner.state !== "frozen") return;
      owner.state = "alive";
      const { held } = owner;
      owner.held = [];
      for (const again of held) again();
    },
    kill(owner) {
      owner.state = "dead";
      owner.held = [];
    },
    run(end, isOver) {
      return new Promise((resolve, reject) => {
        let isDone = false;
        // Between two immediates of one round of Node's loop all microtasks run: the cheapest complete drain there is.
        const one = () => {
          if (isDone) return;
          try {
            if (afterwards.length > 0) {
              const due = afterwards;
              afterwards = [];
              for (const work of due) work();
              return; // what follows from these comes first
            }
            for (const look of looks) look();
            if (isStopped || isOver()) return finish(true);
            if (turn(end)) return;
            if (outside > 0) {
              // What comes from outside begins a new round.
              isDone = true;
              wakeOutside = () => {
                isDone = false;
                wakeOutside = () => {};
                round();
              };
              return;
            }
            if (now < end) now = end;
            finish(false);
          } catch (error) {
            isDone = true;
            reject(error as Error); // laws and events throw errors
          }
        };
        const finish = (isOverNow: boolean) => {
          isDone = true;
          resolve(isOverNow);
        };
        const round = () => {
          if (isDone) return;
          for (let count = 0; count < ROUND; count++) setImmediate(one);
          setImmediate(round);
        };
        round();
      });
    },
    onTurn: (look) => void looks.push(look),
    afterTurn: (work) => void afterwards.push(work),
    async outside(work) {
      if (outside++ === 0) outsideSince = { virtual: now, real: performance.now() };
      try {
        return await work;
      } finally {
        outside--;
        setImmediate(() => wakeOutside());
      }
    },
    count: note,
    stop() {
      isStopped = true;
      ready.length = 0;
      timers.clear();
    },
    get steps() {
      return steps;
    },
    get trace() {
      return trace >>> 0;
    },
    kinds,
  };
}

/** How fast the clock may go while something outside is under way: a database's 5 ms are then as a slow line's 50. */
const PACE = 10;
/** Events a round of the loop. */
const ROUND = 64;

/** FNV-1a over the label and the place in the pool. */
function hashed(before: number, label: string, index: number): number {
  let hash = before;
  for (let at = 0; at < label.length; at++) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ index, 0x01000193);
}

/** Timers by time, then by the order in which they were set. */
class Heap {
  readonly #heap: Timer[] = [];

  peek(): Timer | undefined {
    return this.#heap[0];
  }

  push(timer: Timer): void {
    const heap = this.#heap;
    let at = heap.push(timer) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(timer, heap[above] as Timer)) break; // above is in the heap
      heap[at] = heap[above] as Timer;
      at = above;
    }
    heap[at] = timer;
  }

  pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      const right = heap[below + 1];
      if (right && isBefore(right, heap[below] as Timer)) below++;
      if (!isBefore(heap[below] as Timer, last)) break; // below is in the heap
      heap[at] = heap[below] as Timer;
      at = below;
    }
    heap[at] = last;
  }

  clear(): void {
    this.#heap.length = 0;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
