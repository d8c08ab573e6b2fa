import { sealedIn } from "@cliently/api/domain/note/verify";
import { noteLabels, safetyWords } from "@cliently/api/domain/note/labels";
import type { Row } from "@cliently/api/domain/store";
import { Notice } from "@cliently/ui/notice";
import { Spinner } from "@cliently/ui/spinner";
import { useEffect, useRef, type ReactNode } from "react";

import { useRow, useRows } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { Addenda } from "./addenda.tsx";
import { useSinceSigned, type SinceSigned } from "./late-words.ts";
import { LeftOut } from "./left-out.tsx";
import { RefusedSignature } from "./refused-signature.tsx";
import { SignedHeader } from "./signed-header.tsx";
import { UndoSignature } from "./undo-signature.tsx";
import { VerifyNote } from "./verify-note.tsx";
import { WordsAfterNotice } from "./words-after-notice.tsx";
import { Written } from "./written.tsx";
import "./signing.css";

type Props = {
  noteId: string;
  /** Where it is. */
  receipt: ReactNode;
  notices: ReactNode;
  aside: ReactNode;
  conflictsOf: (addendumId: string) => ReactNode;
};

/** A note that is signed: it is read, verified and added to, and changes no more. */
export function SignedNote({ noteId, notices, aside, ...rest }: Props) {
  const note = useNote(noteId);
  const signature = useRow("signature", note?.signature ?? "");
  const addenda = useRows("addendum", { list: "noteId", value: noteId });
  const article = useRef<HTMLElement>(null);

  useEffect(() => {
    // What was pressed, or written in, is gone once it is signed or thrown away: by keys one goes on from here.
    if (document.activeElement === document.body) article.current?.focus({ preventScroll: true });
  }, [signature, addenda]);

  if (!note || signature === undefined || !addenda) return <Spinner label="Opening the note" />;

  return (
    <div className="mx-auto max-w-4xl lg:grid lg:max-w-6xl lg:grid-cols-[minmax(0,1fr)_19rem] lg:gap-16">
      <article aria-label="Session note" className="min-w-0 pt-6 outline-none" tabIndex={-1} ref={article}>
        {signature ? (
          <Sealed note={note} signature={signature} addenda={addenda} notices={notices} {...rest} />
        ) : (
          <Notice kind="needs-you" title="The signed words are not on this device yet">
            They are on their way, or being fetched again. Nothing was lost.
          </Notice>
        )}
      </article>
      <aside aria-label="Beside the note" className="mt-12 flex flex-col gap-8 lg:mt-0 lg:pt-6">
        {aside}
      </aside>
    </div>
  );
}

type SealedProps = Pick<Props, "receipt" | "notices" | "conflictsOf"> & {
  note: Row<"note">;
  signature: Row<"signature">;
  addenda: Row<"addendum">[];
};

/** Until it is read. */
const UNREAD: SinceSigned = { late: null, decided: [] };

function Sealed({ note, signature, addenda, receipt, notices, conflictsOf }: SealedProps) {
  const said = sealedIn(signature.sealed);
  const { late, decided } = useSinceSigned(signature) ?? UNREAD;
  const isFinal = addenda.some(({ status }) => status === "signed");
  return (
    <>
      {said ? <SignedHeader said={said} receipt={receipt} /> : receipt}
      <div className="mt-4 flex flex-col gap-3 empty:hidden">
        {notices}
        <RefusedSignature noteId={note.id} />
        {!isFinal && <UndoSignature signature={signature} />}
        {note.after && said && <WordsAfterNotice noteId={note.id} late={late} />}
      </div>
      <div className="max-w-[68ch]">
        {said ? (
          said.sections.map(({ id, name, content }) => (
            <Part key={id} title={name}>
              <Written content={content} />
            </Part>
          ))
        ) : (
          <Unread sealed={signature.sealed} />
        )}
        {said && safetyWords(said.safety) && (
          <Part title={noteLabels.safety}>
            <p className="reading whitespace-pre-wrap">{safetyWords(said.safety)}</p>
          </Part>
        )}
        {said && said.goals.length > 0 && (
          <Part title="Goals">
            <ul className="reading list-disc pl-[1.4em]">
              {said.goals.map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
          </Part>
        )}
        <Addenda addenda={addenda} signature={signature} conflictsOf={conflictsOf} />
        <LeftOut decided={decided} addenda={addenda} />
        <VerifyNote noteId={note.id} signature={signature} addenda={addenda} />
      </div>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="mb-1 text-sm font-semibold text-soft">{title}</h2>
      {children}
    </section>
  );
}

/** What was signed in a form that this build does not know: every word of it, as it is. */
function Unread({ sealed }: { sealed: string }) {
  return (
    <>
      <Notice kind="needs-you" title="This app cannot show the signed note as a page" className="mt-4">
        It is whole, and here is what it says. An update of the app may show it better.
      </Notice>
      <pre className="mt-4 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{sealed}</pre>
    </>
  );
}
