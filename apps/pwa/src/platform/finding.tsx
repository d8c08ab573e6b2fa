import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { useLocation } from "wouter";

import type { Hit, Question } from "../local/search/question.ts";

/** What is looked for, as a person says it: `from` and `to` are days, yyyy-mm-dd. */
export type Wanted = Pick<Question, "text" | "noun" | "clientId"> & { from: string | null; to: string | null };

/** Something found, on its way to be shown where it stands. */
export type Landing = Pick<Hit, "noun" | "id" | "place" | "placeName" | "words"> & { path: string };

type Finding = {
  landing(): Landing | undefined;
  land(landing: Landing): void;
  /** One is on this path now: whatever was found elsewhere is over. */
  arrive(path: string): void;
  wanted(): Wanted;
  want(wanted: Wanted): void;
  onChange(listener: () => void): () => void;
};

const NOTHING: Wanted = { text: "", noun: null, clientId: null, from: null, to: null };

const FindingContext = createContext<Finding | null>(null);

/**
 * Keeps what is looked for, and what was found and is being opened, in this tab's memory alone: words about somebody's
 * health have no place in an address, which the browser writes down.
 */
export function FindingProvider({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const finding = useMemo(() => makeFinding(), []);
  useEffect(() => finding.arrive(path), [finding, path]);
  return <FindingContext value={finding}>{children}</FindingContext>;
}

function useFinding(): Finding {
  const finding = useContext(FindingContext);
  if (!finding) throw new Error("nothing is looked for here");
  return finding;
}

/** What was found in this row, when one has just come from there to see it. */
export function useLanding(noun: Landing["noun"], id: string): Landing | undefined {
  const finding = useFinding();
  const landing = useSyncExternalStore(finding.onChange, finding.landing);
  return landing?.noun === noun && landing.id === id ? landing : undefined;
}

/** Opens something that was found, where it stands. */
export function useOpenHit(): (hit: Hit) => void {
  const finding = useFinding();
  const [, go] = useLocation();
  return ({ noun, id, place, placeName, words, on }) => {
    const path = `/${on.noun}s/${on.id}`;
    finding.land({ noun, id, place, placeName, words, path });
    go(on.tab ? `${path}?tab=${on.tab}` : path);
  };
}

/** What was looked for last, as it is kept while one goes elsewhere and comes back. */
export function useWanted(): [Wanted, (wanted: Wanted) => void] {
  const finding = useFinding();
  return [useSyncExternalStore(finding.onChange, finding.wanted), finding.want];
}

function makeFinding(): Finding {
  const listeners = new Set<() => void>();
  let landing: Landing | undefined;
  let wanted = NOTHING;
  const tell = () => listeners.forEach((listener) => listener());
  return {
    landing: () => landing,
    land(next) {
      landing = next;
      tell();
    },
    arrive(path) {
      if (!landing || landing.path === path) return;
      landing = undefined;
      tell();
    },
    wanted: () => wanted,
    want(next) {
      wanted = next;
      tell();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
