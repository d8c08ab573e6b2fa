import { sectionsIn, plainText } from "@cliently/api/domain/note/plain-text";
import { fragmentName } from "@cliently/api/domain/note/first-text";
import { sectionName, templateOf, type Section, type TemplateChoice } from "@cliently/api/domain/note/templates";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { Notice } from "@cliently/ui/notice";
import { Spinner } from "@cliently/ui/spinner";
import type { Editor } from "@tiptap/react";
import { useEffect, useState, type ReactNode } from "react";
import type { Doc } from "yjs";

import { useLanding } from "../../platform/finding.tsx";
import { showFound } from "../../platform/show-found.ts";
import { useIsUnreadable, useRow } from "../../sync/hooks.tsx";
import type { NoteText } from "../../sync/note-text.ts";
import { useNoteText } from "../../sync/use-note-text.ts";
import { Unreadable } from "../../unreadable.tsx";
import { NoteHeader } from "./note-header.tsx";
import { NotSavedNotice } from "./not-saved-notice.tsx";
import { ReceiptLine } from "./receipt-line.tsx";
import { headingId, SectionEditor } from "./section-editor.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useSnippets } from "./use-snippets.ts";
import "./note.css";

/** What stands beside a note may look at its words as they are. */
export type NoteInHand = { clientId: string; doc: Doc; flush: () => Promise<void> };

type Props = {
  noteId: string;
  /** What has to be said or decided about this note before one writes on. */
  notices: ReactNode;
  /** What stands beside it: the client, the summary. */
  aside: (note: NoteInHand) => ReactNode;
};

/** Where a session note is written. */
export function NotePage({ noteId, notices, aside }: Props) {
  const note = useRow("note", noteId);
  const isUnreadable = useIsUnreadable("note", noteId);
  const client = useRow("client", note?.clientId ?? "");
  const text = useNoteText(noteId);
  const landing = useLanding("note", noteId);
  const snippets = useSnippets();
  const [editor, setEditor] = useState<Editor>();
  const [isTooLarge, setTooLarge] = useState(false);
  useNewSections(text, note?.template);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (text) save(text);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [text]);

  useEffect(() => {
    if (!landing) return;
    return showFound(() => document.getElementById(headingId(landing.place))?.parentElement ?? null, landing.words);
  }, [landing]);

  if (isUnreadable) return <Unreadable noun="note" count={1} />;
  if (note === null) {
    return (
      <EmptyState title="This note is not on this device" actions={<LinkButton href="/notes">All notes</LinkButton>}>
        It may still be on its way, or belong to another account.
      </EmptyState>
    );
  }
  if (!note || !text) return <Spinner label="Opening the note" />;

  return (
    <div className="mx-auto max-w-4xl lg:grid lg:max-w-6xl lg:grid-cols-[minmax(0,1fr)_19rem] lg:gap-16">
      <article aria-label="Session note" className="min-w-0 pt-6">
        <NoteHeader note={note} client={client ?? undefined} receipt={<ReceiptLine text={text} />} />
        <div className="mt-4 flex flex-col gap-3 empty:hidden">{notices}</div>
        <div className="sticky top-14 z-10 -mx-2 mt-4 flex items-center justify-between border-b border-line bg-paper px-0 py-1 lg:top-0">
          <Toolbar editor={editor} />
        </div>
        <NotSavedNotice text={text} template={note.template} startedAt={note.startedAt} />
        {isTooLarge && (
          <Notice kind="needs-you" title="That is too much for one note" isLive className="mt-4">
            Nothing was changed, and what you copied is still on the clipboard. Put it into a note of its own, or paste
            it in parts.
          </Notice>
        )}
        <div className="note-page">
          {shownSections(text.doc, note.template).map((section, index) => (
            <section key={section.id} className="mt-8 outline-none">
              <h2 id={headingId(section.id)} className="text-sm font-semibold text-soft">
                {section.name}
              </h2>
              <SectionEditor
                doc={text.doc}
                section={section}
                snippets={snippets}
                autoFocus={index === 0 && !landing}
                onFocus={(focused) => {
                  setEditor(focused);
                  setTooLarge(false);
                }}
                onBlur={() => save(text)}
                onTooLarge={setTooLarge}
              />
            </section>
          ))}
        </div>
      </article>
      <aside aria-label="Beside the note" className="mt-12 flex flex-col gap-8 lg:mt-0 lg:pt-6">
        {aside({ clientId: note.clientId, doc: text.doc, flush: text.flush })}
      </aside>
    </div>
  );
}

/** Saves at once. When that fails, the note says so and tries again by itself. */
function save(text: NoteText): void {
  void text.flush().catch(() => {});
}

/** Draws the page anew when words came into a section that is not shown, and not with every key. */
function useNewSections(text: NoteText | undefined, template: TemplateChoice | undefined): void {
  const [, setShown] = useState("");
  useEffect(() => {
    if (!text || template === undefined) return;
    return text.onReceipt(() =>
      setShown(
        shownSections(text.doc, template)
          .map(({ id }) => id)
          .join(" "),
      ),
    );
  }, [text, template]);
}

/** The template's sections, and after them any other that has words: switching the template hides nothing. */
function shownSections(doc: Doc, template: TemplateChoice): Section[] {
  const own = templateOf(template).sections;
  const left = sectionsIn(doc)
    .filter(
      (id) =>
        !own.some((section) => section.id === id) && plainText(doc.getXmlFragment(fragmentName(id))).trim() !== "",
    )
    .map((id) => ({ id, name: `Other · ${sectionName(id)}` }));
  return [...own, ...left];
}
