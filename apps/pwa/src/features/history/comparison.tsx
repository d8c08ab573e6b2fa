import { Segments } from "@cliently/ui/segments";
import { VisuallyHidden } from "@cliently/ui/visually-hidden";
import { clsx } from "clsx";
import { useState } from "react";

import type { Piece, SectionChange } from "./compare.ts";

type Props = {
  /** What the earlier version is called. */
  name: string;
  changes: readonly SectionChange[];
};

const WAYS = [
  { id: "line", label: "In line" },
  { id: "beside", label: "Side by side" },
];

/** An earlier text of a note and the one now, section by section: what is gone is struck out, what is new underlined. */
export function Comparison({ name, changes }: Props) {
  const [way, setWay] = useState("line");
  const changed = changes.filter(({ change }) => change !== "none");

  return (
    <div className="@container">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pb-2">
        <p role="status" className="text-sm text-soft">
          {changed.length === 0 ? "The text now is the same" : `Since ${name}: ${sections(changed.length)} changed`}
        </p>
        <Segments label="How they are compared" options={WAYS} value={way} onChange={setWay} />
      </div>
      {changed.length > 0 && (
        <p className="pb-2 text-sm text-faint">
          <span className={clsx(GONE, "line-through")}>Struck out</span> stands only in that version,{" "}
          <span className={clsx(ADDED, "underline")}>underlined</span> only in the text now.
        </p>
      )}
      {changes.map((section) => (
        <section key={section.id} aria-label={section.name} className="border-t border-line py-4">
          <h3 className="flex items-baseline justify-between gap-4 text-sm font-semibold text-soft">
            {section.name}
            <span className="font-normal text-faint">{CHANGES[section.change]}</span>
          </h3>
          {way === "line" || section.change !== "words" ? (
            <Words pieces={section.pieces} />
          ) : (
            <div className="grid gap-x-8 gap-y-4 @2xl:grid-cols-2">
              <Side name="Then" pieces={section.pieces.filter(({ kind }) => kind !== "added")} />
              <Side name="Now" pieces={section.pieces.filter(({ kind }) => kind !== "gone")} />
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

function Side({ name, pieces }: { name: string; pieces: readonly Piece[] }) {
  return (
    <div>
      <h4 className="mt-2 text-sm text-faint">{name}</h4>
      {pieces.length > 0 ? <Words pieces={pieces} /> : <p className="mt-1 text-faint">Nothing</p>}
    </div>
  );
}

function Words({ pieces }: { pieces: readonly Piece[] }) {
  return (
    <p className="mt-1 font-[family-name:var(--font-reading)] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap">
      {pieces.map(({ kind, text }, index) => {
        const key = `${index}|${kind}`;
        if (kind === "gone") return <Gone key={key} text={text} />;
        return kind === "added" ? <Added key={key} text={text} /> : <span key={key}>{text}</span>;
      })}
    </p>
  );
}

function Gone({ text }: { text: string }) {
  return (
    <del className={GONE}>
      <VisuallyHidden>[Gone: </VisuallyHidden>
      {withEnds(text)}
      <VisuallyHidden>] </VisuallyHidden>
    </del>
  );
}

function Added({ text }: { text: string }) {
  return (
    <ins className={ADDED}>
      <VisuallyHidden>[New: </VisuallyHidden>
      {withEnds(text)}
      <VisuallyHidden>] </VisuallyHidden>
    </ins>
  );
}

const GONE = "rounded-sm bg-danger-soft px-0.5 text-danger decoration-2";
const ADDED = "rounded-sm bg-accent-soft px-0.5 text-on-accent-soft decoration-2 underline-offset-4";

/** An end of a line that came or went would be seen by nobody. */
function withEnds(text: string): string {
  return text.trim() === "" ? text.replaceAll("\n", "↵\n") : text;
}

function sections(count: number): string {
  return count === 1 ? "1 section" : `${count} sections`;
}

const CHANGES: Record<SectionChange["change"], string> = {
  none: "Unchanged",
  looks: "Same words, set differently",
  words: "",
};
