import { lostSpans } from "@cliently/api/domain/note/lost-words";
import { Button } from "@cliently/ui/button";
import { FloatBar } from "@cliently/ui/float-bar";
import { IconButton } from "@cliently/ui/icon-button";
import { ArrowDown, ArrowUp, GitMerge } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Doc } from "yjs";

import { dayTimeWords, localDay, timeWords } from "../../platform/days.ts";
import { keepFocus } from "../../platform/keep-focus.ts";
import { keysInWords } from "../../platform/keys.ts";
import { useDevice, useEngine, useMutate } from "../../sync/hooks.tsx";
import { useDeviceName } from "../../sync/use-device-facts.ts";
import { useMergedWords, type MergedWords } from "../../sync/merged-words.ts";
import { useAttempt } from "../../use-attempt.ts";
import { markedPlaces, showNoPlace, showPlace } from "./places.ts";
import { MERGED_KEYS } from "./merged-keys.ts";

/** Over a note in which words of two devices came together: with whose, where they stand, and that they are read. */
export function MergedNotice({ noteId, doc }: { noteId: string; doc: Doc }) {
  const merged = useMergedWords(noteId);
  return merged && <Review noteId={noteId} doc={doc} merged={merged} />;
}

function Review({ noteId, doc, merged }: { noteId: string; doc: Doc; merged: MergedWords }) {
  const { mid, at, from, edits } = merged;
  const isLost = useMemo(() => lostSpans(doc, edits).length > 0, [doc, edits]);
  const where = useDeviceName(from);
  const mutate = useMutate();
  const attempt = useAttempt();
  const { world } = useDevice();
  const { syncNow } = useEngine();
  const [reading, setReading] = useState<Reading>();

  /** By a key of somebody who writes, the caret goes along; who presses a button stays at it. */
  function go(step: 1 | -1, takesCaret: boolean): void {
    const places = markedPlaces();
    const count = places.length;
    const index = reading && count > 0 ? (reading.index + step + count) % count : step === 1 ? 0 : count - 1;
    const place = places[index];
    setReading({
      index,
      count,
      isPressed: !takesCaret,
      words: place ? `${sectionOf(place.section)}: ${place.range.toString()}` : "",
    });
    if (place) showPlace(place, takesCaret);
  }

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      go(event.shiftKey ? -1 : 1, document.activeElement?.closest(".note-text") != null);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  useEffect(() => showNoPlace, []);
  useEffect(syncNow, [syncNow, from]); // what a new device is called comes with it

  return (
    <FloatBar
      label="Merged words"
      icon={<GitMerge aria-hidden className="text-accent" />}
      actions={
        <>
          {reading && reading.count > 0 ? (
            <>
              <span aria-live="polite" className="px-1 text-sm text-soft figures">
                {reading.index + 1} of {reading.count}
                <span className="sr-only">, {reading.words}</span>
              </span>
              <IconButton
                label={`Previous change (${keysInWords(MERGED_KEYS["Words from another device before"])})`}
                icon={<ArrowUp aria-hidden />}
                onPress={() => go(-1, false)}
              />
              <IconButton
                label={`Next change (${keysInWords(MERGED_KEYS["Next words from another device"])})`}
                icon={<ArrowDown aria-hidden />}
                autoFocus={reading.isPressed}
                onPress={() => go(1, false)}
              />
            </>
          ) : (
            <Button size="small" variant="ghost" onPress={() => go(1, false)}>
              Review
            </Button>
          )}
          <Button
            size="small"
            onPress={(press) => {
              keepFocus(press);
              attempt(mutate([{ name: "note.read", args: { id: noteId, mid } }]));
            }}
          >
            I have read it
          </Button>
        </>
      }
    >
      Merged with changes from {where}, {momentOf(at, world.clock())}
      {isLost && (
        <span className="block text-soft">What was written into a part that is gone is in the earlier versions.</span>
      )}
      {reading?.count === 0 && <span className="block text-soft">No words of theirs are left to show.</span>}
    </FloatBar>
  );
}

type Reading = { index: number; count: number; isPressed: boolean; words: string };

function sectionOf(headingId: string): string {
  return document.getElementById(headingId)?.textContent ?? "";
}

/** The time of day, and the day when it is not today. A clock that was ahead elsewhere says nothing of the future here. */
function momentOf(at: number, now: number): string {
  const shown = Math.min(at, now);
  return localDay(shown) === localDay(now) ? timeWords(shown) : dayTimeWords(shown);
}
