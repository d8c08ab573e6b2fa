import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";
import { List } from "@cliently/ui/list";
import { Notice } from "@cliently/ui/notice";
import { PageHeader } from "@cliently/ui/page-header";
import { SearchField } from "@cliently/ui/search-field";
import { Search } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";

import type { Answer, Question } from "../../local/search/question.ts";
import { useOpenHit, useWanted, type Wanted } from "../../platform/finding.tsx";
import { useSearch } from "../../sync/use-search.ts";
import { ResultRow } from "./result-row.tsx";
import { SearchFilters } from "./search-filters.tsx";

const PAGE = 30;

/** Looks for words in everything that is on this device. */
export function SearchPage() {
  const [wanted, setWanted] = useWanted();
  const [limit, setLimit] = useState(PAGE);
  const results = useRef<HTMLDivElement>(null);
  const open = useOpenHit();
  const searched = useSearch(questionOf(wanted, limit));
  const { isFailed } = searched;
  const answer = wanted.text.trim() === "" ? undefined : searched.answer;
  const hits = answer?.hits ?? [];

  function want(next: Wanted): void {
    setWanted(next);
    setLimit(PAGE);
  }

  function goDown(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    results.current?.querySelector<HTMLElement>("[role=row]")?.focus();
  }

  return (
    <>
      <PageHeader title="Search" />
      <SearchField
        label="Search everything"
        placeholder="A word, a name, “a phrase”"
        value={wanted.text}
        onChange={(text) => want({ ...wanted, text })}
        onKeyDown={goDown}
        onSubmit={() => hits[0] && open(hits[0])}
        autoFocus={wanted.text === ""}
      />
      <SearchFilters wanted={wanted} onChange={want} />
      <p role="status" data-origin={answer?.origin} className="mt-4 min-h-5 text-sm text-faint figures">
        {answer && told(answer)}
      </p>
      {isFailed && (
        <Notice kind="needs-you" title="The search did not answer" className="mt-4">
          Nothing is lost. Reload the page, or look under Clients and Notes.
        </Notice>
      )}
      <div ref={results} className="mt-1">
        {hits.length > 0 && (
          <List
            label="Found"
            items={hits.map((hit) => ({ ...hit, key: `${hit.noun}|${hit.id}` }))}
            dependencies={[open]}
          >
            {(hit) => <ResultRow id={hit.key} hit={hit} onOpen={() => open(hit)} />}
          </List>
        )}
        {answer && answer.isWhole && answer.total > hits.length && hits.length >= limit && (
          <Button className="mt-4 w-full" onPress={() => setLimit(limit + PAGE)}>
            Show more
          </Button>
        )}
      </div>
      {answer?.isWhole && hits.length === 0 && !answer.reading && (
        <EmptyState title="Nothing found">Try fewer letters or another spelling, or take a filter off.</EmptyState>
      )}
      {!answer && !isFailed && (
        <EmptyState icon={<Search aria-hidden />} title="Everything on this device">
          Clients, notes and summaries, with or without a network. A slip of the finger or a missing accent does no
          harm.
        </EmptyState>
      )}
    </>
  );
}

/** How many there are, and what to know about them. */
function told({ total, strictness, reading, hits, isWhole }: Answer): string {
  const count = total === 1 ? "1 found" : `${total.toLocaleString()} found`;
  const kind =
    strictness === "any"
      ? `${count}, none with all of these words`
      : strictness === "near"
        ? `${count} with a similar spelling`
        : count;
  const now = hits.length === 0 && isWhole ? "Nothing found" : kind;
  if (!reading) return now;
  if (reading.of === 0) return "Reading what is on this device …";
  return `${now} so far · still reading, ${reading.done.toLocaleString()} of ${reading.of.toLocaleString()}`;
}

function questionOf({ from, to, ...rest }: Wanted, limit: number): Question {
  return { ...rest, limit, from: from === null ? null : beginOf(from, 0), before: to === null ? null : beginOf(to, 1) };
}

/** When a local day begins, yyyy-mm-dd, or the one so many days later; in ms. */
function beginOf(day: string, later: number): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).getTime();
}
