import type { Row } from "@cliently/api/domain/store";
import { isUndecided } from "@cliently/api/domain/undecided";
import { clsx } from "clsx";
import { CircleCheck, FilePlus2, GitMerge, Hand, PencilLine, type LucideIcon } from "lucide-react";

export type NoteState = { words: string; icon: LucideIcon; needsYou?: boolean };

/** Where a note stands: whether it is signed, and what waits for the person in it. */
export function statesOf(note: Row<"note">): NoteState[] {
  const { status, signedAt, merged, after } = note;
  return [
    ...(isUndecided({ ...note, after: null }) ? [{ words: "Needs you", icon: Hand, needsYou: true }] : []),
    ...(after ? [{ words: "After the signature", icon: FilePlus2, needsYou: true }] : []),
    ...(merged ? [{ words: "Words merged", icon: GitMerge, needsYou: true }] : []),
    status === "signed"
      ? { words: signedAt ? `Signed ${day.format(signedAt)}` : "Signed", icon: CircleCheck }
      : { words: "Draft", icon: PencilLine },
  ];
}

const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** Said in words and by icons, in a line. */
export function NoteStates({ note }: { note: Row<"note"> }) {
  return statesOf(note).map(({ words, icon: Icon, needsYou }) => (
    <span key={words} className={clsx("whitespace-nowrap", needsYou ? "font-medium text-need" : "text-soft")}>
      <Icon aria-hidden className="mr-1 -mt-0.5 inline size-3.5" />
      {words}
      <span className="font-normal text-faint"> · </span>
    </span>
  ));
}
