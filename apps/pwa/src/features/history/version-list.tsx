import type { Before } from "@cliently/api/domain/note/note";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";

import { dayTimeWords } from "../../platform/days.ts";
import { useDeviceName } from "../../sync/use-device-facts.ts";

/** An earlier text of a note: who had written it, and by when, in ms. */
export type Version = { id: string; at: number; device: string; reason: Before["reason"] };

type Props = { versions: readonly Version[]; chosenId: string | undefined; onChoose: (id: string) => void };

/** The earlier texts of a note, newest first. */
export function VersionList({ versions, chosenId, onChoose }: Props) {
  return (
    <List
      label="Earlier versions"
      items={versions}
      selectionMode="single"
      disallowEmptySelection
      escapeKeyBehavior="none" // it closes what this stands in
      selectedKeys={chosenId ? [chosenId] : []}
      onSelectionChange={(keys) => {
        const [id] = keys === "all" ? [] : keys;
        if (id !== undefined) onChoose(String(id));
      }}
    >
      {({ id, at, device, reason }) => (
        <ListRow
          id={id}
          textValue={`${versionName(at)}, ${REASONS[reason]}`}
          className="cursor-pointer"
          title={<time dateTime={new Date(at).toISOString()}>{versionName(at)}</time>}
          detail={<About device={device} reason={reason} />}
          detailLines={2}
        />
      )}
    </List>
  );
}

/** A version is called by when its last word was written. */
export function versionName(at: number): string {
  return dayTimeWords(at);
}

function About({ device, reason }: Pick<Version, "device" | "reason">) {
  const where = useDeviceName(device);
  return (
    <>
      Written on {where}; kept {REASONS[reason]}
    </>
  );
}

const REASONS: Record<Version["reason"], string> = {
  "while-writing": "while writing",
  "before-merge": "before words were merged",
  "before-restore": "before an earlier version was brought back",
};
