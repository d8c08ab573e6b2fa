import type { Item } from "@cliently/api/domain/measurement/instruments";
import { clsx } from "clsx";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";

import { useAnswerKeys } from "./use-answer-keys.ts";

type Props = {
  lead: string;
  item: Item;
  /** The other questions: the answers stand where they do for the longest of them. */
  others: readonly Item[];
  /** undefined: not reached yet; null: passed over. */
  given: number | null | undefined;
  /** Resolves when the answer is kept; what comes then is shown by whoever asks. */
  onAnswer: (value: number | null) => Promise<void>;
};

/** One question and its answers. What is pressed shows for a moment, in which a second press counts for nothing. */
export function ClientFacingItem({ lead, item, others, given, onAnswer }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  const [pressed, setPressed] = useState<number | null>();
  const [isNotKept, setNotKept] = useState(false);
  const question = useId();
  const isScale = item.answers.length > SHORT;
  useEffect(() => heading.current?.focus(), []);

  async function choose(value: number | null): Promise<void> {
    if (pressed !== undefined) return;
    setPressed(value);
    setNotKept(false);
    await new Promise((resolve) => setTimeout(resolve, SHOWN_MS));
    await onAnswer(value).catch(() => setNotKept(true));
    setPressed(undefined);
  }

  const first = isScale ? 0 : 1;
  useAnswerKeys(choices, { first, last: first + item.answers.length - 1 }, (index) => void choose(index));

  const chosen = pressed === undefined ? given : pressed;
  return (
    <div role="group" aria-labelledby={question} className="flex flex-col gap-6 [overflow-wrap:anywhere] sm:gap-8">
      <div id={question} className="flex flex-col gap-3">
        <p className="text-soft empty:hidden sm:text-lg">{lead}</p>
        <div className="grid text-xl font-semibold text-pretty *:col-start-1 *:row-start-1 sm:text-2xl">
          {others.map(({ key, words }) => (
            <p key={key} aria-hidden className="invisible">
              {words}
            </p>
          ))}
          <h1 ref={heading} tabIndex={-1} className="outline-none">
            {item.words}
          </h1>
        </div>
      </div>
      <div
        ref={choices}
        className={isScale ? "grid grid-cols-[repeat(auto-fit,minmax(3.5rem,1fr))] gap-2" : "flex flex-col gap-3"}
      >
        {item.answers.map((words, value) => (
          <Button
            key={value}
            aria-pressed={chosen === value}
            onPress={() => void choose(value)}
            className={clsx(
              "flex min-h-14 cursor-pointer items-center rounded-lg border px-4 text-lg transition-colors select-none",
              isScale && "justify-center px-1! figures",
              chosen === value
                ? "border-fill bg-fill text-on-fill"
                : "border-edge bg-raised hovered:bg-hover pressed:bg-press",
            )}
          >
            {isScale ? value : words}
          </Button>
        ))}
      </div>
      {isScale && <ScaleEnds answers={item.answers} />}
      <Button
        aria-pressed={chosen === null}
        onPress={() => void choose(null)}
        className={clsx(
          "-mt-2 flex min-h-14 w-fit cursor-pointer items-center self-center rounded-lg px-4 text-soft underline-offset-4 hovered:bg-hover",
          chosen === null && "underline",
        )}
      >
        Prefer not to answer
      </Button>
      {isNotKept && (
        <p role="alert" className="text-lg font-medium text-danger">
          This answer could not be kept. Please tell your practitioner.
        </p>
      )}
    </div>
  );
}

function ScaleEnds({ answers }: { answers: readonly string[] }) {
  const ends = [answers[0], answers.at(-1)].filter((words) => words?.includes("·"));
  return (
    <p className="-mt-4 flex flex-wrap justify-between gap-x-6 gap-y-1 text-soft empty:hidden">
      {ends.map((words) => (
        <span key={words}>{words}</span>
      ))}
    </p>
  );
}

/** More answers than this stand beside each other, as numbers. */
const SHORT = 5;

/** Long enough to see what was pressed, and for the second tap of a trembling finger to be over. */
const SHOWN_MS = 300;
