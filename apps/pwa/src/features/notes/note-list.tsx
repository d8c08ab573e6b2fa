import type { Row } from "@cliently/api/domain/store";
import { templateOf, type TemplateChoice } from "@cliently/api/domain/note/templates";
import { Button } from "@cliently/ui/button";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import type { ReactNode } from "react";

import { useRows } from "../../sync/hooks.tsx";
import { fullName } from "@cliently/api/domain/client/full-name";
import { useFirstWords } from "./first-words.ts";

type Props = { notes: Row<"note">[]; showsClient: boolean; empty: ReactNode; onMore?: (() => void) | undefined };

/** Notes, newest first: whose, of what kind, of when, and how each begins. */
export function NoteList({ notes, showsClient, empty, onMore }: Props) {
  const clients = useRows("client", { all: true });
  const names = new Map(clients?.map((client) => [client.id, fullName(client)]));

  return (
    <>
      <List label="Notes" items={notes} dependencies={[clients]} empty={empty}>
        {(note) => {
          const kind = templateOf(note.template).name;
          const name = names.get(note.clientId) ?? "…";
          const title = showsClient ? name : kind;
          return (
            <ListRow
              id={note.id}
              href={`/notes/${note.id}`}
              textValue={`${name}, ${kind}, ${when.format(note.startedAt)}`}
              title={title}
              detail={<FirstWords noteId={note.id} template={note.template} before={showsClient ? kind : ""} />}
              trailing={<time dateTime={new Date(note.startedAt).toISOString()}>{when.format(note.startedAt)}</time>}
            />
          );
        }}
      </List>
      {onMore && (
        <Button className="mt-4 w-full" onPress={onMore}>
          Show more
        </Button>
      )}
    </>
  );
}

const when = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

function FirstWords({ noteId, template, before }: { noteId: string; template: TemplateChoice; before: string }) {
  const words = useFirstWords(noteId, template);
  return <>{[before, words].filter(Boolean).join(" · ") || "\u00a0"}</>; // its line is there before the words are
}
