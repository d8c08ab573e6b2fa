import { GoalStep } from "@cliently/api/domain/goal/goal";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { Plus } from "lucide-react";
import { useRef, useState, type FocusEvent } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import { useAfterPress } from "../../platform/use-after-press.ts";
import type { DraftThen } from "../../sync/field-draft.ts";
import { whyNotKept } from "../../writing/read-field.ts";
import { useAsksFirst } from "../../writing/use-asks-first.ts";
import { useUnsent } from "../../writing/use-unsent.ts";

type Props = {
  /** The goal that it leads to. */
  of: string;
  isFull?: boolean;
  autoFocus?: boolean;
  /** Takes the draft of it along. */
  onAdd: (text: string, draft: DraftThen) => Promise<unknown> | void;
  /** For whoever has to know what is not added yet, and sees to it that it is not lost. */
  onTyping?: (text: string) => void;
};

/** Writes down one step after the other. What was typed is kept as well when one goes on without pressing Add. */
export function StepAdder({ of, isFull = false, autoFocus = false, onAdd, onTyping }: Props) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string>();
  const { send, leaveBehind } = useUnsent({ field: "Step", of, words: onTyping ? "" : typed }, add);
  const afterPress = useAfterPress();
  const isOpen = useRef(false); // known before anything is drawn anew, so that nothing is added twice
  const now = useRef("");

  function write(text: string): void {
    now.current = text;
    setTyped(text);
    onTyping?.(text);
  }

  function add(): void {
    const text = typed.trim();
    if (!isOpen.current || text === "") return;
    const wrong = GoalStep.shape.text.safeParse(text).error;
    if (wrong) return setError(whyNotKept(wrong));
    isOpen.current = false;
    setError(undefined);
    write("");
    send(async (draft) => onAdd(text, draft)).catch((failure: unknown) => {
      if (now.current.trim()) return leaveBehind(text);
      isOpen.current = true;
      write(text);
      setError(whyNotSaved(failure));
    });
  }

  useAsksFirst(typed.trim() !== "");

  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) afterPress(add);
  }

  if (isFull) return null;
  return (
    <div className="flex items-end gap-2" onBlur={left}>
      <TextField
        label="Add a step"
        hideLabel
        placeholder="Add a step"
        autoComplete="off"
        autoFocus={autoFocus}
        enterKeyHint="done"
        className="max-w-md flex-1"
        value={typed}
        onChange={(text) => {
          isOpen.current = true;
          write(text);
          setError(undefined);
        }}
        onEnter={(event) => {
          event.preventDefault(); // in a form, it would send that
          add();
        }}
        error={error}
      />
      <Button variant="ghost" icon={<Plus aria-hidden />} isDisabled={typed.trim() === ""} onPress={add}>
        Add step
      </Button>
    </div>
  );
}
