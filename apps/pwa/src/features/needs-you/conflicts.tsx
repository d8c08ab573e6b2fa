import type { Act } from "@cliently/api/domain/catalogue";
import { fullName } from "@cliently/api/domain/client/full-name";
import { valueOf } from "@cliently/api/domain/field-path";
import { overOf, type Lost } from "@cliently/api/domain/field";
import { templateOf } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { undecided } from "@cliently/api/domain/undecided";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { TextLink } from "@cliently/ui/text-link";

import { useDevice, useDeviceName, useMutate, useRow } from "../../sync/hooks.tsx";
import { seenNow } from "../../sync/seen.ts";
import type { Place } from "../../sync/undecided.ts";
import { clientLabel, clientWords } from "./client-words.ts";
import { keepFocus } from "./keep-focus.ts";

/** What a person has to decide about in one row: what another device wrote there too, and a deletion that met a change. */
export function Conflicts({ noun, id, isListed = false }: Place & { isListed?: boolean }) {
  const row = useRow(noun, id);
  if (!row || row["deletedAt"]) return null;
  return (
    <>
      {undecided(row).map((lost) => (
        <LostValue key={`${lost.field}|${lost.mid}`} noun={noun} row={row} lost={lost} isListed={isListed} />
      ))}
      {noun !== "summary" && <Revived noun={noun} row={row as Row<"client" | "note">} isListed={isListed} />}
    </>
  );
}

type DecidableRow = Row<Place["noun"]>;

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
  const settle = { name: `${noun}.settle`, args: { id: row.id, field, mid } } as Act; // all three take the same
  const held = valueOf(row, field);
  const decide = (press: { target: Element }, acts: Act[]) => {
    keepFocus(press);
    void mutate(acts);
  };

  return (
    <Notice
      kind="needs-you"
      title={`${labelOf(noun, field, held ?? value)} was also changed on ${where}`}
      actions={
        <>
          <Button size="small" onPress={(press) => decide(press, [settle])}>
            Keep this
          </Button>
          <Button size="small" onPress={(press) => decide(press, [taking(noun, row, field, value), settle])}>
            Keep the other
          </Button>
        </>
      }
    >
      {isListed && <Whose noun={noun} row={row} />}
      <dl className="mt-1 flex flex-col gap-1">
        <Version name="Kept now" words={wordsOf(field, held)} />
        <Version name={`On ${where}, ${when.format(Math.min(at, world.clock()))}`} words={wordsOf(field, value)} />
      </dl>
    </Notice>
  );
}

function Version({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt className="text-sm text-soft figures">{name}</dt>
      <dd className="[overflow-wrap:anywhere] whitespace-pre-wrap">{words || "Nothing"}</dd>
    </div>
  );
}

function Revived({ noun, row, isListed }: { noun: "client" | "note"; row: Row<"client" | "note">; isListed: boolean }) {
  const device = useDevice();
  const mutate = useMutate();
  const { revived, id } = row;
  const where = useDeviceName(revived?.device);
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
            onPress={(press) => {
              keepFocus(press);
              void mutate([{ name: `${noun}.keep`, args: { id, mid: revived.mid } }]);
            }}
          >
            Keep
          </Button>
          <Button
            size="small"
            variant="ghost"
            onPress={(press) => {
              keepFocus(press);
              void deleteAnyway();
            }}
          >
            Delete anyway
          </Button>
        </>
      }
    >
      {isListed && <Whose noun={noun} row={row} />}
      Deleted {when.format(Math.min(revived.at, device.world.clock()))}. Nothing was lost: it is here with all changes.
    </Notice>
  );
}

/** Where the thing to decide about is, as a way to it. */
function Whose({ noun, row }: { noun: Place["noun"]; row: DecidableRow }) {
  const client = useRow("client", "clientId" in row ? String(row.clientId) : row.id);
  const href = noun === "client" ? `/clients/${row.id}` : `/notes/${String(noun === "note" ? row.id : row["noteId"])}`;
  return (
    <p className="-m-1 line-clamp-2 p-1 [overflow-wrap:anywhere]">
      <TextLink href={href}>
        {noun === "client" ? "" : noun === "note" ? "Note about " : "Summary about "}
        {client ? fullName(client) : "a client"}
      </TextLink>
    </p>
  );
}

/** Takes the lost value in the place of the one that is kept now. */
function taking(noun: Place["noun"], row: DecidableRow, field: string, value: unknown): Act {
  const change = { value, over: overOf(row, field) };
  // A value the field had before.
  if (noun === "summary") return { name: "summary.edit", args: { id: row.id, text: change } } as Act;
  const [record = "", entry] = field.split(".");
  const changes = entry === undefined ? { [field]: change } : { [record]: { [entry]: change } };
  return { name: `${noun}.change`, args: { id: row.id, changes } } as Act;
}

const HEADER_LABELS: Record<string, string> = { template: "The template", startedAt: "The start", text: "The text" };

function labelOf(noun: Place["noun"], field: string, value: unknown): string {
  return noun === "client" ? clientLabel(field, value) : (HEADER_LABELS[field] ?? field);
}

function wordsOf(field: string, value: unknown): string {
  if (field === "startedAt") return when.format(Number(value));
  if (field === "template") return templateOf(String(value)).name;
  return clientWords(field, value);
}

const when = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
