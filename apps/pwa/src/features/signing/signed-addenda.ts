import type { SignedFile } from "@cliently/api/domain/note/verify";
import type { Row } from "@cliently/api/domain/store";

/** The addenda that are signed, in the order in which they were. */
export function signedAddenda(addenda: readonly Row<"addendum">[]): SignedFile["addenda"] {
  return addenda
    .flatMap(({ id, text, signedAt, hash, status }) =>
      status === "signed" && signedAt !== null && hash !== null ? [{ id, text, signedAt, hash }] : [],
    )
    .toSorted((a, b) => a.signedAt - b.signedAt || (a.id < b.id ? -1 : 1));
}
