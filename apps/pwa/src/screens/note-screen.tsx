import { ClientFacts } from "../features/notes/client-facts.tsx";
import { NotePage } from "../features/notes/note-page.tsx";

/** One session note, and beside it what helps to write it. */
export function NoteScreen({ noteId }: { noteId: string }) {
  return <NotePage noteId={noteId} aside={({ clientId }) => <ClientFacts clientId={clientId} />} />;
}
