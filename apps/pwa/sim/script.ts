import { DEEDS, type DeedName } from "./person.ts";
import { makePrng, type Prng } from "./prng.ts";

type Place = { at: number; who: number; tab: number; pick: number };

/** One thing that happens in a history, `at` ms after its beginning. `who` and `tab` pick among those that are there. */
export type Action = Place & ({ does: "deed"; name: DeedName } | { does: "clock"; ms: number } | { does: Accident });

/** Accidents that are no more than their names. */
type Accident =
  | ("type" | "erase" | "flush" | "open note" | "close note" | "burst")
  | ("open tab" | "close tab" | "kill tab" | "freeze" | "thaw" | "hide" | "show")
  | ("offline" | "online" | "storm" | "calm")
  | ("crash" | "drain" | "busy" | "old build" | "new build" | "deaf bus" | "backup" | "restore")
  | ("disk full" | "disk dead" | "disk well" | "slow disk" | "power cut" | "cache gone")
  | ("clone" | "session over" | "sign in" | "other account" | "away");

/** `pageBytes`: how much news come at once, when less than usual. */
export type Config = {
  browsers: number;
  tabs: number;
  accounts: number;
  delayMs: number;
  diskMs: number;
  pageBytes?: number;
};
export type Script = { seed: number; config: Config; actions: Action[] };

/** What a history is about; each gives its own accidents, and how often they come beside what people do. */
const THEMES: Record<string, (Accident | "clock")[]> = {
  calm: [],
  typing: ["open note", "type", "type", "type", "type", "erase", "burst", "close note", "flush"],
  lines: ["storm", "calm", "offline", "online"],
  tabs: ["open tab", "close tab", "kill tab", "freeze", "thaw", "hide", "show"],
  server: ["crash", "drain", "busy", "deaf bus", "calm"],
  clocks: ["clock", "offline", "online"],
  disk: ["disk full", "disk dead", "disk well", "slow disk", "power cut", "cache gone", "kill tab"],
  clone: ["clone", "offline", "online"],
  session: ["session over", "sign in", "other account", "sign in"],
  deploy: ["old build", "new build"],
  restore: ["backup", "restore", "offline", "online"],
};

/** The history that a seed stands for. */
export function writeScript(seed: number, themes = Object.keys(THEMES)): Script {
  const prng = makePrng(seed);
  const own = new Set([prng.pick(themes), prng.pick(themes), prng.pick(themes)]);
  const accidents = [...own].flatMap((theme) => THEMES[theme] ?? []);
  const config: Config = {
    browsers: own.has("clone") ? 1 + prng.below(2) : 1 + prng.below(3),
    tabs: own.has("tabs") ? 1 + prng.below(3) : 1 + prng.below(2),
    accounts: prng.chance(own.has("session") ? 0.6 : 0.15) ? 2 : 1,
    delayMs: prng.pick([0, 20, 100, 400]),
    diskMs: prng.pick([0, 0, 0, 5, 40]),
    ...(prng.chance(0.25) ? { pageBytes: 1_500 } : {}),
  };
  const length = 15 + prng.below(50);
  const share = accidents.length ? 0.15 + prng.below(25) / 100 : 0;
  const hasPoison = prng.chance(0.15);
  const actions: Action[] = [];
  let at = 0;
  for (let count = 0; count < length; count++) {
    at += pause(prng);
    const place: Place = { at, who: prng.below(64), tab: prng.below(64), pick: prng.bits() };
    if (prng.chance(share)) actions.push(accident(prng, prng.pick(accidents), place));
    else if (hasPoison && prng.chance(0.06)) actions.push({ ...place, does: "deed", name: "poison" });
    else actions.push({ ...place, does: "deed", name: prng.pick(DEEDS) });
  }
  return { seed, config, actions };
}

/** Mostly people do things at once or right after each other; now and then everybody waits. */
function pause(prng: Prng): number {
  const kind = prng.below(20);
  if (kind < 8) return 0;
  if (kind < 15) return prng.below(60);
  if (kind < 19) return prng.below(900);
  return prng.below(9_000);
}

function accident(prng: Prng, does: Accident | "clock", place: Place): Action {
  if (does === "clock") return { ...place, does, ms: prng.pick([-1, 1]) * prng.pick([500, 90_000, 3_600_000, 3e11]) };
  return { ...place, does };
}
