import { overOf } from "@cliently/api/domain/field";
import { noteLabels } from "@cliently/api/domain/note/labels";
import { Safety } from "@cliently/api/domain/note/note";
import type { Row } from "@cliently/api/domain/store";
import { Checkbox } from "@cliently/ui/checkbox";
import { FieldHelp } from "@cliently/ui/field";
import { memo } from "react";
import { Label } from "react-aria-components/Label";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField } from "react-aria-components/TextField";

import { whyNotKept } from "../../writing/read-field.ts";
import { useNoteChange, useNoteField } from "./use-note-change.ts";

/** What the note says about safety and risk: nothing, words, or that it was not assessed. */
export const SafetyLine = memo(function SafetyLine({ note }: { note: Row<"note"> }) {
  const { choose } = useNoteChange(note);
  const { safety = null } = note;
  const isNotAssessed = safety?.assessed === false;
  const { shown, error, type, keep } = useNoteField<Safety | null>(note, {
    name: "safety",
    kept: safety?.assessed ? safety.words : "",
    read(typed) {
      const text = typed.trim() === "" ? "" : typed;
      if (text === "") return { text, value: null };
      const found = Safety.safeParse({ assessed: true, words: text });
      return found.success ? { text, value: found.data } : { text, error: whyNotKept(found.error) };
    },
    changes: (value, over) => ({ safety: { value, over } }),
    whileTyping: true,
  });

  if (note.status !== "draft") return <Signed safety={safety} />;
  return (
    <section data-part className="mt-8">
      <AriaTextField
        value={shown}
        onChange={type}
        onBlur={() => keep()}
        isDisabled={isNotAssessed}
        isInvalid={Boolean(error)}
        className="flex flex-col"
      >
        <Label className="text-sm font-semibold text-soft">{noteLabels.safety}</Label>
        <TextArea
          rows={1}
          placeholder={isNotAssessed ? "Not assessed" : "Optional"}
          className="note-text field-sizing-content min-h-0! w-full resize-none bg-transparent"
        />
        <FieldHelp error={error} />
      </AriaTextField>
      {/* Words and "not assessed" exclude each other; nothing that is written goes away by a press. */}
      <Checkbox
        className="text-sm text-soft"
        isSelected={isNotAssessed}
        isDisabled={shown !== ""}
        onChange={(isOn) =>
          choose({ safety: { value: isOn ? { assessed: false } : null, over: overOf(note, "safety") } })
        }
      >
        Not assessed
      </Checkbox>
    </section>
  );
});

function Signed({ safety }: { safety: Safety | null }) {
  if (!safety) return null;
  return (
    <section className="mt-10">
      <h2 className="text-sm font-semibold text-soft">{noteLabels.safety}</h2>
      <p className="mt-1.5 reading whitespace-pre-wrap [overflow-wrap:anywhere]">
        {safety.assessed ? safety.words : "Not assessed"}
      </p>
    </section>
  );
}
