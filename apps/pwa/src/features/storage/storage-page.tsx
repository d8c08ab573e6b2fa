import { Button } from "@cliently/ui/button";
import { Meter } from "@cliently/ui/meter";
import { Notice } from "@cliently/ui/notice";
import { PageHeader } from "@cliently/ui/page-header";
import { Section } from "@cliently/ui/section";
import { useState } from "react";

import type { Installing } from "../../platform/installing.ts";
import { momentWords } from "../../platform/moment-words.ts";
import { askToPersist, type StorageFacts } from "../../platform/storage-facts.ts";
import { useDevice, useEngine } from "../../sync/hooks.tsx";
import { useLastSync, useRecordCounts, useWaiting } from "../../sync/standing.ts";
import { Install } from "./install.tsx";
import { lastExport } from "../../platform/kept-time.ts";
import { answerWords, isTight, keptWords, recordWords, spaceWords, waitingWords } from "./sentences.ts";
import { useStorageFacts } from "./use-storage-facts.ts";

/** What a hook tells once it knows. */
type Known<Hook extends () => unknown> = NonNullable<ReturnType<Hook>>;

/** How safe the records are on this device, and what makes them safer. */
export function StoragePage({ installing }: { installing: Installing }) {
  const { facts, again } = useStorageFacts();
  const waiting = useWaiting();
  const counts = useRecordCounts();
  if (!facts || !waiting || !counts) return null; // all at once, so that nothing moves

  return (
    <>
      <PageHeader title="Storage" back={{ href: "/settings", label: "Settings" }} />
      <div className="flex flex-col gap-10">
        <Section title="On the server">
          <OnTheServer waiting={waiting} />
        </Section>
        <Section title="Kept on this device">
          <Kept facts={facts} onAsked={again} />
        </Section>
        <Section title="Space">
          <Space facts={facts} counts={counts} />
        </Section>
        <Section title="App">
          <Install facts={facts} installing={installing} />
        </Section>
      </div>
    </>
  );
}

function OnTheServer({ waiting }: { waiting: Known<typeof useWaiting> }) {
  const { accountId, world } = useDevice();
  const engine = useEngine();
  const lastSyncAt = useLastSync();
  const exportedAt = lastExport.of(accountId);
  const now = world.clock();

  return (
    <>
      <p className="figures">{waitingWords(waiting, now)}</p>
      <p className="text-soft figures">
        {lastSyncAt === null
          ? "This device has not been in step with the server yet."
          : `Last in step with the server: ${momentWords(lastSyncAt, now)}.`}
        <br />
        {exportedAt === null
          ? "No export from this device yet."
          : `Last export from this device: ${momentWords(exportedAt, now)}.`}
      </p>
      <Button className="self-start" onPress={() => engine.syncNow()}>
        Sync now
      </Button>
    </>
  );
}

function Kept({ facts, onAsked }: { facts: StorageFacts; onAsked: () => Promise<void> }) {
  const [isGranted, setGranted] = useState<boolean>();

  async function ask(): Promise<void> {
    setGranted(await askToPersist());
    await onAsked();
  }

  return (
    <>
      <p>{keptWords(facts)}</p>
      {!facts.isPersistent && (
        <Button className="self-start" onPress={() => void ask()}>
          Ask the browser to keep it
        </Button>
      )}
      <p role="status" className="max-w-prose text-soft empty:hidden">
        {isGranted !== undefined && answerWords(isGranted, facts.browser)}
      </p>
    </>
  );
}

function Space({ facts: { used, free }, counts }: { facts: StorageFacts; counts: Known<typeof useRecordCounts> }) {
  const tight = isTight({ used, free });

  return (
    <>
      {used === null || free === null ? (
        <p>This browser does not say how much space there is.</p>
      ) : (
        <Meter
          label="Used by Cliently"
          value={used}
          max={used + free}
          words={spaceWords({ used, free })}
          isHigh={tight}
        />
      )}
      {tight && (
        <Notice kind="needs-you" title="Little room is left">
          When it runs out, what you write cannot be stored here. Make room on this device: remove files or apps that
          you no longer need.
        </Notice>
      )}
      <p className="text-soft figures">Records on this device: {recordWords(counts)}.</p>
    </>
  );
}
