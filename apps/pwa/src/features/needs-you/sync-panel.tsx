import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { TextLink } from "@cliently/ui/text-link";
import { useEffect, useState } from "react";
import { useLocation } from "wouter";

import { momentWords } from "../../platform/moment-words.ts";
import { useDevice, useEngine, useSyncState } from "../../sync/hooks.tsx";
import { useRepaired } from "../../sync/use-device-facts.ts";
import { useLastSync } from "../../sync/standing.ts";
import type { SyncState } from "../../sync/sync-state.ts";
import { NeedsYouList } from "./needs-you-list.tsx";

/** Where everything stands, in words: what waits, what needs the person, and a way to try now. */
export function SyncPanel({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const state = useSyncState();
  const engine = useEngine();
  const repaired = useRepaired();
  const lastSyncAt = useLastSync();
  const { clock } = useDevice().world;
  const [path] = useLocation();
  const [openedAt] = useState(path);
  // A way out of the panel was taken.
  useEffect(() => {
    if (path !== openedAt) onOpenChange(false);
  }, [path, openedAt, onOpenChange]);

  return (
    <Dialog
      title="Sync"
      shape="sheet"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={<Button onPress={() => engine.syncNow()}>Sync now</Button>}
    >
      <div className="flex flex-col gap-4">
        <p>{sentenceOf(state)}</p>
        {lastSyncAt !== null && (
          <p className="text-sm text-soft figures">Last in step with the server: {momentWords(lastSyncAt, clock())}.</p>
        )}
        {repaired > 0 && (
          <p className="text-sm text-soft figures">
            This device compares itself with the server. So far {repaired === 1 ? "1 record" : `${repaired} records`}{" "}
            here {repaired === 1 ? "was" : "were"} not as on the server, and {repaired === 1 ? "was" : "were"} fetched
            again. Nothing you wrote was dropped.
          </p>
        )}
        <NeedsYouList />
        <p className="text-sm">
          <TextLink href="/storage">Storage on this device</TextLink>
        </p>
      </div>
    </Dialog>
  );
}

function sentenceOf(state: SyncState): string {
  switch (state.kind) {
    case "synced":
      return "Everything on this device is on the server too, and the other way round.";
    case "syncing":
      return state.count > 0 ? `${changes(state.count)} on the way to the server.` : "Looking for what is new.";
    case "offline":
      return state.waiting > 0
        ? `The server cannot be reached. ${changes(state.waiting)} safe on this device, and it goes up by itself when the connection is back.`
        : "The server cannot be reached. Go on working: everything is kept on this device.";
    case "later":
      return state.waiting > 0
        ? `The server cannot take everything yet, perhaps because it is being updated. ${changes(state.waiting)} safe on this device, and it is tried again by itself.`
        : "The server cannot answer everything yet, perhaps because it is being updated. It is asked again by itself.";
    case "needs-you":
      return "Everything is safe on this device. What cannot go on without you is below, with its words.";
    case "signed-out":
      return "Your sign-in has run out. Everything is kept on this device until you sign in again.";
    case "revoked":
      return "This device was signed out from another one. Its copy is being removed.";
    case "not-saved":
      return "This device cannot store anything right now. Keep this page open.";
  }
}

function changes(count: number): string {
  return count === 1 ? "1 change is" : `${count} changes are`;
}
