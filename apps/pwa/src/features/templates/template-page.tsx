import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { PageHeader } from "@cliently/ui/page-header";
import { Section } from "@cliently/ui/section";
import { Archive } from "lucide-react";
import type { ReactNode } from "react";

import { useIsUnreadable, useRow } from "../../sync/hooks.tsx";
import { Unreadable } from "../../unreadable.tsx";
import { PresetText } from "./preset-text.tsx";
import { SectionList } from "./section-list.tsx";
import { usePutAway } from "./use-preset.ts";

const BACK = { href: "/settings/templates", label: "Templates & snippets" };

/** One template of the practitioner's own, written in place. `notices`: what has to be decided about it. */
export function TemplatePage({ id, notices }: { id: string; notices: ReactNode }) {
  const preset = useRow("preset", id);
  const isUnreadable = useIsUnreadable("preset", id);
  const putAway = usePutAway();
  if (isUnreadable) return <Unreadable noun="template" count={1} />;
  if (preset === undefined) return null;
  if (preset?.kind !== "template") {
    return (
      <EmptyState
        title="This template is not on this device"
        actions={<LinkButton href={BACK.href}>All templates</LinkButton>}
      >
        It may still be on its way, or belong to another account.
      </EmptyState>
    );
  }
  const isKept = preset.status === "kept";

  return (
    <>
      <PageHeader
        title={preset.name}
        detail={isKept ? undefined : "Put away: not offered for new notes"}
        back={BACK}
        actions={
          <Button icon={<Archive aria-hidden />} onPress={() => putAway(preset, isKept ? "gone" : "kept")}>
            {isKept ? "Put away" : "Bring back"}
          </Button>
        }
      />
      <div className="flex max-w-xl flex-col gap-10">
        {notices}
        <PresetText preset={preset} name="name" label="Name" />
        <Section title="Sections" description="What a note asks for, in this order. Notes that are begun keep theirs.">
          <SectionList preset={preset} />
        </Section>
      </div>
    </>
  );
}
