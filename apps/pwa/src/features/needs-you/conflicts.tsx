import type { Act } from "@cliently/api/domain/catalogue";
import { valueOf } from "@cliently/api/domain/field-path";
import { overOf, type Lost } from "@cliently/api/domain/field";
import type { Row } from "@cliently/api/domain/store";
import { undecided } from "@cliently/api/domain/undecided";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { dayTimeWords } from "../../platform/days.ts";
import { Problem } from "../../problem.tsx";
import { useDevice, useMutate, useRow } from "../../sync/hooks.tsx";
import { seenNow } from "../../sync/seen.ts";
import type { Place } from "../../sync/undecided.ts";
import { useDeviceName } from "../../sync/use-device-facts.ts";
import { fieldLabel, fieldWords } from "./field-words.ts";
import { HeldBack } from "./held-back.tsx";
import { useDeciding } from "./use-deciding.ts";
import { Version } from "./version.tsx";
import { Whose, type DecidableRow } from "./whose.tsx";

/** What a person has to decide about in one row: what another device wrote there too, and a deletion that met a change. */
export function Conflicts({ noun, id, isListed = false }: Place & { isListed?: boolean }) {
  const row = useRow(noun, id);
  if (!row || row["deletedAt"]) return null;
  return (
    <>
      {undecided(row).map((lost) =>
        noun === "note" && row["status"] === "signed" ? (
          <HeldBack key={keyOf(lost)} note={row as Row<"note">} lost={lost} isListed={isListed} /> // by the noun
        ) : (
          <LostValue key={keyOf(lost)} noun={noun} row={row} lost={lost} isListed={isListed} />
        ),
      )}
      {(noun === "client" || noun === "note") && (
        <Revived noun={noun} row={row as Row<"client" | "note">} isListed={isListed} /> // by the noun
      )}
      {isListed && noun === "note" && row["status"] === "signed" && Boolean(row["after"]) && (
        <Notice kind="needs-you" title="Words came after this note was signed: add them, or leave them out">
          <Whose noun={noun} row={row} />
        </Notice>
      )}
    </>
  );
}

function keyOf({ field, mid }: Lost): string {
  return `${field}|${mid}`;
}

function LostValue({
  noun,
  row,
  lost,
  isListed,
}: {
  noun: Place["noun"];
  row: DecidableRow;
  lost: Lost;
  isListed: boolean;
}) {
  const mutate = useMutate();
  const { world } = useDevice();
  const where = useDeviceName(lost.device);
  const { field, value, mid, at } = lost;
  const settle = { name: `${noun}.settle`, args: { id: row.id, field, mid } } as Act; // all take the same
  const held = valueOf(row, field);
  // Two of one device did not know of each other: one was written in another window of it.
  const isOfOne = row.stamps?.[field]?.device === lost.device;
  const there = isOfOne ? `in another window on ${where}` : `on ${where}`;
  const { problem, decide } = useDeciding();

  return (
    <Notice
      kind="needs-you"
      title={`${fieldLabel(noun, field, held ?? value)} was also changed ${there}`}
      actions={
        <>
          <Button size="small" onPress={(press) => decide(press, () => mutate([settle]))}>
            Keep this
          </Button>
          <Button
            size="small"
            onPress={(press) => decide(press, () => mutate([taking(noun, row, field, value), settle]))}
          >
            Keep the other
          </Button>
        </>
      }
    >
      {isListed && <Whose noun={noun} row={row} />}
      <dl className="mt-1 flex flex-col gap-1">
        <Version name="Kept now" words={fieldWords(field, held)} />
        <Version
          name={`${isOfOne ? "In another window on" : "On"} ${where}, ${dayTimeWords(Math.min(at, world.clock()))}`}
          words={fieldWords(field, value)}
        />
      </dl>
      <Problem words={problem} className="mt-2" />
    </Notice>
  );
}

function Revived({ noun, row, isListed }: { noun: "client" | "note"; row: Row<"client" | "note">; isListed: boolean }) {
  const device = useDevice();
  const mutate = useMutate();
  const { revived, id } = row;
  const where = useDeviceName(revived?.device);
  const { problem, decide } = useDeciding();
  if (!revived) return null;

  async function deleteAnyway(): Promise<void> {
    await mutate([{ name: `${noun}.delete`, args: { id, seen: await seenNow(device, noun, id) } }]);
  }

  return (
    <Notice
      kind="needs-you"
      title={`This ${noun} was deleted on ${where}, but changed meanwhile`}
      actions={
        <>
          <Button
            size="small"
            onPress={(press) => decide(press, () => mutate([{ name: `${noun}.keep`, args: { id, mid: revived.mid } }]))}
          >
            Keep
          </Button>
          <Button size="small" variant="ghost" onPress={(press) => decide(press, deleteAnyway)}>
            Delete anyway
          </Button>
        </>
      }
    >
      {isListed && <Whose noun={noun} row={row} />}
      Deleted {dayTimeWords(Math.min(revived.at, device.world.clock()))}. Nothing was lost: it is here with all changes.
      <Problem words={problem} className="mt-2" />
    </Notice>
  );
}

/** Takes the lost value in the place of the one that is kept now. */
function taking(noun: Place["noun"], row: DecidableRow, field: string, value: unknown): Act {
  const change = { value, over: overOf(row, field) };
  // A value the field had before.
  if (noun === "summary") return { name: "summary.edit", args: { id: row.id, text: change } } as Act;
  if (noun === "addendum") return { name: "addendum.change", args: { id: row.id, text: change } } as Act;
  const [record = "", entry] = field.split(".");
  const changes = entry === undefined ? { [field]: change } : { [record]: { [entry]: change } };
  return { name: `${noun}.change`, args: { id: row.id, changes } } as Act;
}
