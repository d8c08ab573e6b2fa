import { ContentString, ContentType, Item, type ID } from "yjs";

import { decoded, type YUpdateV2 } from "./y-update.ts";

/**
 * The words that an edit of a note adds, read from the edit alone: a new line wherever it goes on in another place. Empty
 * for one that only takes words away or changes how they look.
 */
export function wordsOfUpdate(update: YUpdateV2): string {
  let words = "";
  let last: ID | undefined;
  for (const struct of decoded(update).structs) {
    if (!(struct instanceof Item)) continue;
    if (struct.content instanceof ContentType) words = onNewLine(words);
    if (!(struct.content instanceof ContentString)) continue;
    const goesOn = struct.origin?.client === last?.client && struct.origin?.clock === last?.clock;
    words = (goesOn && last ? words : onNewLine(words)) + struct.content.str;
    last = struct.lastId;
  }
  return words.trim();
}

function onNewLine(words: string): string {
  return words === "" || words.endsWith("\n") ? words : `${words}\n`;
}
