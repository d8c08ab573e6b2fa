import type { Instrument, Item } from "@cliently/api/domain/measurement/instruments";
import { answerOf, itemsToAsk } from "@cliently/api/domain/measurement/score";
import { RadioGroup } from "@cliently/ui/radio-group";

import { useAttemptHere } from "../../use-attempt.ts";
import type { Answering } from "./use-answering.ts";

type Props = { instrument: Instrument } & Pick<Answering, "answers" | "answer">;

/** All items of a measure on one page, for whoever asks them aloud or copies them from paper. */
export function MeasureItems({ instrument, answers, answer }: Props) {
  return (
    <div className="flex flex-col gap-6">
      {instrument.lead && <p className="text-soft">{instrument.lead}</p>}
      {itemsToAsk(instrument, answers).map((item) => (
        <MeasureItem
          key={item.key}
          item={item}
          label={instrument.items.length > 1 ? `${item.key}. ${item.words}` : item.words}
          given={answers?.[item.key] === null ? null : (answerOf(item, answers) ?? undefined)}
          onAnswer={(value) => answer(item.key, value)}
        />
      ))}
    </div>
  );
}

type ItemProps = {
  item: Item;
  label: string;
  /** null: passed over; undefined: not asked yet. */
  given: number | null | undefined;
  onAnswer: (value: number | null) => Promise<void>;
};

function MeasureItem({ item, label, given, onAnswer }: ItemProps) {
  const { problem, attempt } = useAttemptHere();
  return (
    <RadioGroup
      label={label}
      orientation="horizontal"
      options={[...item.answers.map((words, value) => ({ id: String(value), label: words })), NO_ANSWER]}
      value={given === undefined ? null : given === null ? NONE : String(given)}
      onChange={(id) => attempt(onAnswer(id === NONE ? null : Number(id)))}
      error={problem}
    />
  );
}

const NONE = "none";
const NO_ANSWER = { id: NONE, label: "No answer" };
