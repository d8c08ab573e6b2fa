import { fullName } from "@cliently/api/domain/client/full-name";
import type { Span } from "@cliently/api/domain/note/spans";
import { PRIVATE_SECTION } from "@cliently/api/domain/note/templates";
import { EmptyState } from "@cliently/ui/empty-state";
import { LinkButton } from "@cliently/ui/link-button";
import { Spinner } from "@cliently/ui/spinner";
import type { Editor } from "@tiptap/react";
import { clsx } from "clsx";
import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import type { Doc } from "yjs";

import { BelowTheFold } from "../../platform/after-paint.tsx";
import { useLanding } from "../../platform/finding.tsx";
import { lazyScreen } from "../../platform/lazy-screen.tsx";
import { showFound } from "../../platform/show-found.ts";
import { useIsWide } from "../../platform/use-is-wide.ts";
import { useIsUnreadable, useRow } from "../../sync/hooks.tsx";
import { useNote } from "../../sync/use-note.ts";
import { useMergedWords } from "../../sync/merged-words.ts";
import type { NoteText } from "../../sync/note-text.ts";
import { useNoteText } from "../../sync/use-note-text.ts";
import { useTell } from "../../toasts.tsx";
import { Unreadable } from "../../unreadable.tsx";
import type { Caret } from "./caret-again.ts";
import { ClientBeside } from "./client-beside.tsx";
import type { LastPlan } from "./last-plan.ts";
import { NoteHeader } from "./note-header.tsx";
import { NotSavedNotice } from "./not-saved-notice.tsx";
import { QuietButton } from "./quiet-button.tsx";
import { ReceiptLine } from "./receipt-line.tsx";
import { SafetyLine } from "./safety-line.tsx";
import { headingId, SectionEditor, type TooMuch } from "./section-editor.tsx";
import { shownSections, useNewSections } from "./shown-sections.ts";
import { Toolbar } from "./toolbar.tsx";
import { TooMuchNotice } from "./too-much-notice.tsx";
import { SignedElsewhere } from "./signed-elsewhere.tsx";
import { useHeldDraft } from "./use-held-draft.ts";
import { useHeldNotices } from "./use-held-notices.tsx";
import { useInsertPlan } from "./use-insert-plan.ts";
import { useNoteKeys } from "./use-note-keys.ts";
import { useQuiet } from "./use-quiet.ts";
import { useSessionTimer } from "./use-session-timer.ts";
import { useSnippets } from "./use-snippets.ts";
import "./note.css";

// Behind a press, and only where there is no room beside the note.
const ClientSheet = lazyScreen(() => import("./client-sheet.tsx").then((file) => file.ClientSheet));

/** The same each time, so that nothing is looked at anew. */
const NO_SPANS: readonly Span[] = [];

/** What stands beside a note may look at its words as they are. */
export type NoteInHand = { clientId: string; doc: Doc; flush: () => Promise<void> };

type Props = {
  noteId: string;
  /** What has to be said or decided about this note before one writes on. */
  notices: ReactNode;
  /** Stays in sight over the text without moving it. */
  over: (note: NoteInHand) => ReactNode;
  /** The goals that it touches. */
  goals: (note: NoteInHand) => ReactNode;
  /** What comes of it: the summary. Beside the note, and below it where there is no room. */
  aside: (note: NoteInHand) => ReactNode;
  /** What stands under it. */
  foot: (note: NoteInHand) => ReactNode;
  /** What is shown in its place once it is signed. `receipt`: where it is. */
  signed: (note: NoteInHand, receipt: ReactNode) => ReactNode;
};

/** Where a session note is written. */
export function NotePage({ noteId, notices, over, goals, aside, foot, signed }: Props) {
  const row = useNote(noteId);
  const { note, isHeld, writing } = useHeldDraft(row);
  const isUnreadable = useIsUnreadable("note", noteId);
  const client = useRow("client", note?.clientId ?? "");
  const text = useNoteText(noteId);
  const merged = useMergedWords(noteId);
  const landing = useLanding("note", noteId);
  const snippets = useSnippets();
  const [focused, setFocused] = useState<{ text: NoteText; editor: Editor }>();
  const caretLeft = useRef<Caret>(undefined);
  const [tooMuch, setTooMuch] = useState<TooMuch>();
  const [isClientOpen, setClientOpen] = useState(false);
  const isWide = useIsWide();
  const { isQuiet, setQuiet } = useQuiet();
  const timer = useSessionTimer(note);
  const held = useHeldNotices(notices);
  const tell = useTell();
  const insertPlan = useInsertPlan(note?.template, isWide);
  useNewSections(text, note);

  useNoteKeys({
    onSave: () => text && save(text),
    onTimer() {
      if (note?.status !== "draft") return;
      timer.toggle();
      tell({ text: timer.since === null ? "The timer runs." : "The timer has stopped." }); // it may be out of sight
    },
    onQuiet: () => setQuiet(!isQuiet),
    onEscape: () => setQuiet(false),
  });

  useEffect(() => {
    caretLeft.current = undefined; // it was taken, or it is nobody's
  });

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
  const inHand = { clientId: note.clientId, doc: text.doc, flush: text.flush };
  const receipt = <ReceiptLine text={text} />;
  if (note.status === "signed") {
    if (focused) setFocused(undefined); // taken back, it is written on as a note that is opened
    return signed(inHand, receipt);
  }

  function insert(plan: LastPlan): void {
    setClientOpen(false);
    insertPlan(plan);
  }

  return (
    <div
      className={clsx(
        "mx-auto max-w-4xl",
        !isQuiet && "lg:grid lg:max-w-6xl lg:grid-cols-[minmax(0,1fr)_19rem] lg:gap-10 xl:gap-16",
      )}
    >
      <article
        aria-label="Session note"
        className={clsx("session-note min-w-0 pt-6", isQuiet && "mx-auto max-w-[68ch]")}
        {...writing}
      >
        <NoteHeader
          note={note}
          client={client ?? undefined}
          receipt={receipt}
          timer={timer}
          onClient={isWide ? undefined : () => setClientOpen(true)}
          isQuiet={isQuiet}
        />
        {held.above}
        <div className="sticky top-14 z-10 -mx-2 mt-4 flex items-center justify-between border-b border-line bg-paper px-0 py-1 lg:top-0 quiet:top-0">
          <Toolbar editor={focused?.text === text ? focused.editor : undefined} />
          <QuietButton isQuiet={isQuiet} onChange={setQuiet} />
        </div>
        <NotSavedNotice text={text} note={note} />
        <div className="note-page" {...held.writing}>
          {shownSections(text.doc, note).map((section, index) => (
            <section key={section.id} data-part className="mt-8 outline-none">
              <h2 id={headingId(section.id)} className="text-sm font-semibold text-soft">
                {section.name}
              </h2>
              {section.id === PRIVATE_SECTION && (
                <p className="text-sm text-faint">
                  Outside the record: never sent to AI, and in no export for the client.
                </p>
              )}
              <SectionEditor
                key={text.doc.guid}
                doc={text.doc}
                fits={text.fits}
                section={section}
                snippets={snippets}
                autoFocus={index === 0 && !landing && !focused}
                caretLeft={caretLeft}
                merged={merged?.spans ?? NO_SPANS}
                onFocus={(editor) => {
                  setFocused({ text, editor });
                  setTooMuch(undefined);
                }}
                onBlur={() => save(text)}
                onTooMuch={(what, isTooMuch) =>
                  setTooMuch((shown) => (isTooMuch ? what : shown === what ? undefined : shown))
                }
              />
            </section>
          ))}
          <BelowTheFold>
            <SafetyLine note={note} />
          </BelowTheFold>
        </div>
        {foot(inHand)}
        {/* As high whatever stands in it: the page would move where it ends. */}
        <div className="pointer-events-none sticky bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-10 mt-4 h-12 lg:bottom-4 lg:h-28">
          <div className="pointer-events-auto absolute inset-x-0 bottom-0 flex flex-col gap-2">
            {isHeld && <SignedElsewhere onShow={writing.onBlur} />}
            {held.over}
            <TooMuchNotice what={tooMuch} />
            {over(inHand)}
          </div>
        </div>
      </article>
      {!isQuiet && (
        <aside
          data-part
          tabIndex={-1}
          aria-label="Beside the note"
          className="mt-4 flex flex-col gap-8 outline-none lg:sticky lg:top-0 lg:mt-0 lg:max-h-dvh lg:self-start lg:overflow-y-auto lg:overscroll-contain lg:pt-6 lg:pb-16"
        >
          <BelowTheFold>
            {isWide ? (
              <ClientBeside note={note} onInsert={insert} goals={goals(inHand)}>
                {aside(inHand)}
              </ClientBeside>
            ) : (
              <>
                {goals(inHand)}
                {aside(inHand)}
              </>
            )}
          </BelowTheFold>
        </aside>
      )}
      <Suspense>
        {isClientOpen && !isWide && (
          <ClientSheet
            note={note}
            name={client ? fullName(client) : "Client"}
            onInsert={insert}
            goals={goals(inHand)}
            onClose={() => setClientOpen(false)}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Saves at once. When that fails, the note says so and tries again by itself. */
function save(text: NoteText): void {
  void text.flush().catch(() => {});
}
