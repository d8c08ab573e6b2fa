import { laterLaws } from "./at-rest.ts";
import { makeVerdicts, type Law, type Violation } from "./laws.ts";
import { makePrng } from "./prng.ts";
import { anOwner, makeScheduler } from "./scheduler.ts";
import type { Script } from "./script.ts";
import { playThroughDexie } from "./tape.ts";
import { aWorld, type Over, type World } from "./world.ts";

/** What a history came to. */
export type Outcome = {
  violations: Violation[];
  steps: number;
  /** Equal for two runs in which the same happened. */
  trace: number;
  tested: Record<Law, number>;
  met: ReadonlyMap<string, number>;
  kinds: ReadonlyMap<string, number>;
  /** How many operations of the browsers' databases were done once more through Dexie, and what it answered otherwise. */
  dexie?: { asked: number; otherwise: string | undefined };
};

/** Every history begins here, in ms. */
const BEGINNING = Date.UTC(2026, 10, 23, 9);
/** How long a world may take to come to rest once everything is well, in ms. */
const REST_MS = 15 * 60_000;
/** After that long a tab that nothing is wrong with shows everything that waits, whether the server is reached or not. */
const PAINTED_MS = 5_000;
const LOOK_MS = 400;
const PATIENCE = 500;
const PARENTS_MS = 25 * 3_600_000;

/** Lets a script happen, lets everything come to rest, and looks at all laws on the way and at the end. */
export async function runHistory(script: Script, over: Over = {}): Promise<Outcome> {
  const scheduler = makeScheduler(makePrng(script.seed ^ 0x5eed), BEGINNING);
  const verdicts = makeVerdicts(() => scheduler.now() - BEGINNING);
  const giveBack = ownTimers(scheduler);
  const world = aWorld(scheduler, verdicts, script.config, over);
  try {
    const isBroken = () => verdicts.violations.length > 0;
    const player = anOwner("script");
    for (const action of script.actions)
      scheduler.after(player, action.does, action.at, () => world.play(action), "tick");
    const last = script.actions.at(-1)?.at ?? 0;
    await scheduler.run(BEGINNING + last + 1_000, isBroken);
    if (!isBroken()) {
      world.wake();
      await scheduler.run(scheduler.now() + PAINTED_MS, isBroken);
      world.allShown();
    }

    if (!isBroken()) {
      world.heal();
      let unrest: string | undefined = "not looked yet";
      let looks = 0;
      const look = () => {
        unrest = world.unrest();
        // After a backup was restored, what lacks its parents is waited for that long.
        if (++looks === PATIENCE && world.wasRestored()) scheduler.leap(PARENTS_MS);
        if (unrest !== undefined) scheduler.after(player, "look", LOOK_MS, look, "tick");
      };
      // What was frozen has a moment to wake up.
      scheduler.after(player, "look", LOOK_MS, look, "tick");
      await scheduler.run(
        scheduler.now() + REST_MS + (world.wasRestored() ? PARENTS_MS : 0),
        () => isBroken() || unrest === undefined,
      );
      verdicts.hold("L7", unrest === undefined || isBroken(), () => `no rest: ${unrest}`);
      if (!isBroken()) await laterLaws(world);
    }
  } finally {
    scheduler.stop();
    giveBack();
  }
  const { violations, tested, met } = verdicts;
  const { steps, trace, kinds } = scheduler;
  return { violations, steps, trace, tested, met, kinds, ...(over.isTaped ? await onceMore(world) : {}) };
}

/** What the browsers' databases were asked, through Dexie. */
async function onceMore({ profiles }: World): Promise<Pick<Outcome, "dexie">> {
  const dexie = { asked: 0, otherwise: undefined as string | undefined };
  for (const { browser } of profiles) {
    if (!browser.tape) continue;
    const { asked, otherwise } = await playThroughDexie(browser.tape, browser.disk);
    dexie.asked += asked;
    if (otherwise) dexie.otherwise ??= `${browser.name}: ${otherwise}`;
  }
  return { dexie };
}

/** While a history runs, the intervals of the server's code are the history's too. */
function ownTimers(scheduler: ReturnType<typeof makeScheduler>): () => void {
  const { setInterval: real, clearInterval: realClear } = globalThis;
  const server = anOwner("intervals");
  const cancels = new Map<object, () => void>();
  globalThis.setInterval = ((work: () => void, ms: number) => {
    const handle = {};
    const again = () => {
      cancels.set(
        handle,
        scheduler.after(
          server,
          "interval",
          ms,
          () => {
            again();
            work();
          },
          "tick",
        ),
      );
    };
    again();
    return handle;
  }) as unknown as typeof setInterval; // nobody asks more of the handle than to give it back
  globalThis.clearInterval = ((handle: object) => {
    cancels.get(handle)?.();
    cancels.delete(handle);
  }) as typeof clearInterval;
  return () => {
    globalThis.setInterval = real;
    globalThis.clearInterval = realClear;
  };
}
