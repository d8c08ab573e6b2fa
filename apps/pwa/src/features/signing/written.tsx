import type { Content } from "@cliently/api/domain/note/content";
import type { ReactNode } from "react";

/** What is signed, as it is shown: from its sealed form, without an editor. */
export function Written({ content }: { content: readonly Content[] }) {
  return <div className="written">{content.map(block)}</div>;
}

function block(piece: Content, index: number): ReactNode {
  const inner = piece.content?.map(block);
  switch (piece.type) {
    case "text":
      return <span key={index}>{marked(piece)}</span>;
    case "hardBreak":
      return <br key={index} />;
    case "paragraph":
      return <p key={index}>{inner}</p>;
    case "heading":
      return piece.attrs?.["level"] === 3 ? <h4 key={index}>{inner}</h4> : <h3 key={index}>{inner}</h3>;
    case "bulletList":
      return <ul key={index}>{inner}</ul>;
    case "orderedList":
      return (
        <ol key={index} start={Number(piece.attrs?.["start"] ?? 1)}>
          {inner}
        </ol>
      );
    case "listItem":
      return <li key={index}>{inner}</li>;
    case "taskList":
      return (
        <ul key={index} data-checks>
          {inner}
        </ul>
      );
    case "taskItem":
      return <Check key={index} isDone={String(piece.attrs?.["checked"]) === "true"} inner={inner} />;
    default:
      return <div key={index}>{inner}</div>; // of a newer editor: its words all the same
  }
}

function Check({ isDone, inner }: { isDone: boolean; inner: ReactNode }) {
  return (
    <li>
      <span role="img" aria-label={isDone ? "Done" : "Open"}>
        {isDone ? "☑" : "☐"}
      </span>
      <div>{inner}</div>
    </li>
  );
}

function marked({ text = "", marks = [] }: Content): ReactNode {
  return marks.reduce<ReactNode>((words, mark) => {
    if (mark === "bold") return <strong>{words}</strong>;
    if (mark === "italic") return <em>{words}</em>;
    return words;
  }, text);
}
