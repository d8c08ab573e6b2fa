/** In UTF-16 units, below what an addendum holds. */
const MOST = 19_000;

/** A text as pieces that each fit into an addendum: cut after a line where there is one, and never within a character. */
export function inPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== "";) {
    const cut = cutIn(rest);
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return pieces;
}

function cutIn(text: string): number {
  if (text.length <= MOST) return text.length;
  const line = text.lastIndexOf("\n", MOST - 1) + 1;
  if (line > 0) return line;
  return text.slice(0, MOST).isWellFormed() ? MOST : MOST - 1; // the second half of a character would come next
}
