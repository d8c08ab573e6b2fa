import { Section } from "@cliently/ui/section";

import { CopyButton } from "../../copy-button.tsx";
import { Portions } from "./portions.tsx";
import type { LeftOut } from "./reading/person.ts";

/** The lines that cannot be brought in: which, why, and their words, to be put right and brought once more. */
export function LeftOutList({ leftOut }: { leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return null;
  const lines = leftOut.map(({ line, reason, words }) => `Line ${line}: ${reason}.\n${words}`);

  return (
    <Section
      title={leftOut.length === 1 ? "1 line is left out" : `${leftOut.length.toLocaleString("en")} lines are left out`}
      description="Put them right in the file and bring it once more: who is here already is noticed."
      actions={<CopyButton variant="ghost" label="Copy the list" words={lines.join("\n\n")} />}
    >
      <Portions label="Left out" items={leftOut}>
        {({ line, reason, words }) => (
          <div className="py-2">
            <p>
              <span className="figures">Line {line}</span>: {reason}
            </p>
            <p className="line-clamp-2 text-sm text-soft [overflow-wrap:anywhere]">{words}</p>
          </div>
        )}
      </Portions>
    </Section>
  );
}
