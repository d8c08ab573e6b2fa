import { searchables } from "@cliently/api/domain/search/searchable";
import { ListRow } from "@cliently/ui/list-row";
import { FilePlus, NotebookText, Sparkles, Target, UserRound } from "lucide-react";
import type { ReactNode } from "react";

import type { Passage } from "../../local/search/passage.ts";
import type { Hit } from "../../local/search/question.ts";
import { useDevice } from "../../sync/hooks.tsx";

const ICONS = { client: UserRound, note: NotebookText, summary: Sparkles, addendum: FilePlus, goal: Target } as const;

/** Something found: whose it is, where it stands, and the words around it. */
export function ResultRow({ id, hit, onOpen }: { id: string; hit: Hit; onOpen: () => void }) {
  const { noun, title, client, placeName, passage, at } = hit;
  const now = useDevice().world.clock();
  const Icon = ICONS[noun];
  const place = noun === "summary" || noun === "addendum" ? "" : placeName; // these have one text
  const where = [noun !== "client" && client && title, place].filter(Boolean).join(" · ");
  const isDated = noun !== "client"; // when somebody was added is not what one looks for
  return (
    <ListRow
      id={id}
      onAction={onOpen}
      textValue={[searchables[noun].label, client?.name ?? title, where, isDated && dayOf(at, now), passage.text]
        .filter(Boolean)
        .join(", ")}
      leading={<Icon aria-hidden className="size-[1.125rem] shrink-0 self-start text-faint [translate:0_0.2rem]" />}
      title={
        <>
          {client?.name ?? title}
          {where && <span className="font-normal text-faint"> · {where}</span>}
        </>
      }
      detail={passage.text && <Marked passage={passage} />}
      detailLines={2}
      trailing={
        isDated && (
          <time dateTime={new Date(at).toISOString()} className="self-start">
            {dayOf(at, now)}
          </time>
        )
      }
    />
  );
}

const whenThisYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const when = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/** A day; without its year when it is this one. */
function dayOf(at: number, now: number): string {
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? whenThisYear : when).format(at);
}

/** A passage with the words that were looked for marked in it. */
function Marked({ passage: { text, marks, isCutBefore, isCutAfter } }: { passage: Passage }) {
  const pieces: ReactNode[] = [];
  let end = 0;
  for (let at = 0; at < marks.length; at += 2) {
    const [from = 0, to = 0] = [marks[at], marks[at + 1]];
    pieces.push(
      text.slice(end, from),
      <mark key={at} className="rounded-sm bg-accent-soft text-on-accent-soft">
        {text.slice(from, to)}
      </mark>,
    );
    end = to;
  }
  return (
    <>
      {isCutBefore && "… "}
      {pieces}
      {text.slice(end)}
      {isCutAfter && " …"}
    </>
  );
}
