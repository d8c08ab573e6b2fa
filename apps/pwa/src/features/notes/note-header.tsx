import { fullName } from "@cliently/api/domain/client/full-name";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { TextLink } from "@cliently/ui/text-link";
import { clsx } from "clsx";
import { ChevronRight, UserRound } from "lucide-react";
import { useId, useState, type ReactNode } from "react";

import { useRows } from "../../sync/hooks.tsx";
import { detailWords } from "./detail-words.ts";
import { HeaderFields } from "./header-fields.tsx";
import { SessionDetails } from "./session-details.tsx";
import { SignedFacts } from "./signed-facts.tsx";
import { TimerButton } from "./timer-button.tsx";
import type { SessionTimer } from "./use-session-timer.ts";

type Props = {
  note: Row<"note">;
  client: Row<"client"> | undefined;
  receipt: ReactNode;
  timer: SessionTimer;
  /** Shows what is beside the note, where there is no room for it beside the note. */
  onClient: (() => void) | undefined;
  /** Nothing but whose note it is, and where its words are. */
  isQuiet: boolean;
};

/** Whose note it is, of what kind, of when, and of what session. */
export function NoteHeader({ note, client, receipt, timer, onClient, isQuiet }: Props) {
  const isDraft = note.status === "draft";
  return (
    <header>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <h1 className={clsx("-m-1 line-clamp-2 p-1 font-semibold [overflow-wrap:anywhere]", isQuiet ? "" : "text-2xl")}>
          {client ? (
            <TextLink href={`/clients/${client.id}`} className="text-ink no-underline! hovered:underline!">
              {fullName(client)}
            </TextLink>
          ) : (
            "Session note"
          )}
        </h1>
        {receipt}
      </div>
      {!isQuiet && (
        <div data-part className="mt-4 flex flex-col gap-2">
          {isDraft ? <HeaderFields note={note} /> : <SignedFacts note={note} />}
          <Details note={note} isDraft={isDraft}>
            {isDraft && <TimerButton {...timer} />}
            {onClient && (
              <Button
                variant="ghost"
                size="small"
                className="px-2!"
                icon={<UserRound aria-hidden />}
                aria-haspopup="dialog"
                onPress={onClient}
              >
                Client
              </Button>
            )}
          </Details>
        </div>
      )}
    </header>
  );
}

/** What is rarely looked at while writing: one line says what there is of it. */
function Details({ note, isDraft, children }: { note: Row<"note">; isDraft: boolean; children: ReactNode }) {
  const goals = useRows("goal", { list: "clientId", value: note.clientId });
  const [isOpen, setOpen] = useState(false);
  const fields = useId();
  const words = detailWords(note, goals);
  return (
    <>
      <div className="-ml-2 flex flex-wrap items-center gap-x-2">
        {isDraft && (
          <Button
            variant="ghost"
            size="small"
            className="px-2!"
            icon={<ChevronRight aria-hidden className={clsx("transition-transform", isOpen && "rotate-90")} />}
            aria-expanded={isOpen}
            {...(isOpen ? { "aria-controls": fields } : {})}
            onPress={() => setOpen(!isOpen)}
          >
            Session details
          </Button>
        )}
        {children}
        {words && (
          <p className="basis-full px-2 text-sm text-faint figures sm:basis-auto [overflow-wrap:anywhere]">{words}</p>
        )}
      </div>
      {isDraft && isOpen && (
        <div id={fields} className="pt-2 pb-1">
          <SessionDetails note={note} goals={goals ?? []} />
        </div>
      )}
    </>
  );
}
