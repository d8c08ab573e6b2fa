import type { Block, Inline, Item } from "../features/notes/pasting/pieces.ts";

/** What stands in blocks of a note, written so that a test can say it: lines, with "## ", "- ", "1. ", "[x] ", "**" and "_". */
export function shown(blocks: Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.type === "paragraph") return [line(block.content)];
    if (block.type === "heading") return [`${"#".repeat(block.attrs.level)} ${line(block.content)}`];
    return block.content.flatMap((item, place) =>
      itemLines(item, `${(block.attrs?.start ?? 1) + place}. `, block.type),
    );
  });
}

function itemLines({ content, attrs }: Item, number: string, list: string): string[] {
  const mark = list === "orderedList" ? number : list === "taskList" ? `[${attrs?.checked ? "x" : " "}] ` : "- ";
  const [first = "", ...rest] = shown(content);
  return [mark + first, ...rest.map((each) => `  ${each}`)];
}

function line(content: Inline[] = []): string {
  return content
    .map((piece) => {
      if (piece.type === "hardBreak") return "⏎";
      const marks = new Set(piece.marks?.map(({ type }) => type));
      const italic = marks.has("italic") ? `_${piece.text}_` : piece.text;
      return marks.has("bold") ? `**${italic}**` : italic;
    })
    .join("");
}
