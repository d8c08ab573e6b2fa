import { inGroups } from "@cliently/api/domain/note/verify";
import { noteLabels, safetyWords } from "@cliently/api/domain/note/labels";
import { createPortal } from "react-dom";

import { headerFacts } from "./facts.ts";
import type { OnPaper } from "./on-paper.ts";
import { sessionWords, whenWords } from "./times.ts";
import { Written } from "./written.tsx";

/** A note as a document. It stands beside the app in the page, so that nothing else is printed. */
export function Paper({ note, hash, addenda }: OnPaper) {
  const { client, startedAt, endedAt, sections, goals, signedBy, signedAt } = note;
  const safety = safetyWords(note.safety);
  const facts = [["Date", sessionWords(startedAt, endedAt)], ...headerFacts(note)];

  return createPortal(
    <article className="paper" {...(hash === null ? { "data-draft": true } : {})}>
      <header>
        <p className="kind">{hash === null ? "Session note · Draft, not signed" : "Session note"}</p>
        <h1>{client.name}</h1>
        <dl>
          {facts.map(([label, words]) => (
            <div key={label} className="contents">
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </header>
      {sections.map(({ id, name, content }) => (
        <section key={id}>
          <h2>{name}</h2>
          <Written content={content} />
        </section>
      ))}
      {safety && (
        <section>
          <h2>{noteLabels.safety}</h2>
          <p className="plain">{safety}</p>
        </section>
      )}
      {goals.length > 0 && (
        <section>
          <h2>Goals</h2>
          <ul>
            {goals.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </section>
      )}
      {hash !== null && (
        <footer>
          <p>
            Signed by <strong>{signedBy}</strong>, {whenWords(signedAt)}
          </p>
          <p className="hash">SHA-256 {inGroups(hash)}</p>
        </footer>
      )}
      {addenda.map((addendum) => (
        <section key={addendum.id} className="addendum">
          <h2>Addendum, signed {whenWords(addendum.signedAt)}</h2>
          <p className="plain">{addendum.text}</p>
          <p className="hash">SHA-256 {inGroups(addendum.hash)}</p>
        </section>
      ))}
    </article>,
    document.body,
  );
}
