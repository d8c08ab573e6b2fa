import type { Act } from "@cliently/api/domain/catalogue";
import type { Over } from "@cliently/api/domain/field";

type AddendumActs = { act: (text: string, over: Over) => Act; begin: (text: string) => Act | undefined };

/** Keeps the words of an addendum: the first ones begin it, others replace those that the writer had before them. */
export function addendumActs({ id, noteId }: { id: string; noteId: string }): AddendumActs {
  return {
    act: (value, over) => ({ name: "addendum.change", args: { id, text: { value, over } } }),
    begin(text) {
      if (text === "") return undefined; // what would have begun it was not kept, and is not wanted any more
      return { name: "addendum.begin", args: { id, noteId, text, settles: null } };
    },
  };
}
