import { fullName } from "@cliently/api/domain/client/full-name";
import { templateOf, type TemplateChoice } from "@cliently/api/domain/note/templates";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { List } from "@cliently/ui/list";
import { ListRow } from "@cliently/ui/list-row";
import type { ReactNode } from "react";

import { useRows } from "../../sync/hooks.tsx";
import { useFirstWords } from "./first-words.ts";
import { NoteStates, statesOf } from "./note-states.tsx";

type Props = { notes: Row<"note">[]; showsClient: boolean; empty: ReactNode; onMore?: (() => void) | undefined };

/** Notes, newest first: whose, of what kind, of when, where each stands, and how it begins. */
export function NoteList({ notes, showsClient, empty, onMore }: Props) {
  const ids = new Set(notes.map(({ clientId }) => clientId));
  const clients = useRows("client", { ids: [...ids].toSorted() });
  const names = new Map(clients?.map((client) => [client.id, fullName(client)]));

  return (
    <>
      <List label="Notes" items={notes} dependencies={[clients]} empty={empty}>
        {(note) => {
          const kind = templateOf(note.template).name;
          const name = names.get(note.clientId) ?? "…";
          const title = showsClient ? name : kind;
          const states = statesOf(note).map(({ words }) => words);
          return (
            <ListRow
              id={note.id}
              href={`/notes/${note.id}`}
              textValue={[name, kind, when.format(note.startedAt), ...states].join(", ")}
              title={title}
              detail={
                <>
                  <NoteStates note={note} />
                  <FirstWords noteId={note.id} template={note.template} before={showsClient ? kind : ""} />
                </>
              }
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
