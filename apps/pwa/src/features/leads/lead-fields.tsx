import { clientLabels } from "@cliently/api/domain/client/labels";
import { TextField } from "@cliently/ui/text-field";

import { localDay } from "../../platform/days.ts";
import { useDevice, useRows } from "../../sync/hooks.tsx";
import { useKeptField } from "../../writing/use-kept.ts";
import { sourcesInUse, type Lead } from "./columns.ts";
import { NextStepDay } from "./next-step-day.tsx";
import { SourceField } from "./source-field.tsx";

/** One text about a lead, written in place. */
export function LeadText({
  lead,
  name,
  multiline = false,
}: {
  lead: Lead;
  name: "nextAction" | "leadNotes" | "notFitReason";
  multiline?: boolean;
}) {
  const { shown, type, keep, error } = useKeptField(lead, name, { whileTyping: multiline });
  return (
    <TextField
      label={clientLabels[name]}
      autoComplete="off"
      multiline={multiline}
      value={shown}
      onChange={type}
      onBlur={() => keep()}
      onEnter={() => keep()}
      error={error}
    />
  );
}

/** Through whom or what a lead came, written in place. */
export function LeadSource({ lead }: { lead: Lead }) {
  const { shown, type, keep, error } = useKeptField(lead, "source");
  const all = useRows("client", { all: true }) ?? [];
  return (
    <SourceField
      value={shown}
      onChange={type}
      onTake={keep}
      onLeave={() => keep()}
      inUse={sourcesInUse(all)}
      error={error}
    />
  );
}

/** When the next step is due, written in place. */
export function LeadDay({ lead }: { lead: Lead }) {
  const { shown, type, keep, error } = useKeptField(lead, "nextActionOn");
  const today = localDay(useDevice().world.clock());
  return (
    <NextStepDay
      value={shown || null}
      today={today}
      onChange={(day) => type(day ?? "")}
      onTake={(day) => keep(day ?? "")}
      onLeave={() => keep()}
      error={error}
    />
  );
}
