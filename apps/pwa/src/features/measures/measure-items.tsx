import type { Instrument, Item } from "@cliently/api/domain/measurement/instruments";
import { answerOf, itemsToAsk } from "@cliently/api/domain/measurement/score";
import { Button } from "@cliently/ui/button";
import { RadioGroup } from "@cliently/ui/radio-group";
import { useState } from "react";

import { NOT_SAVED } from "../../not-saved.ts";
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
          value={answerOf(item, answers)}
          onAnswer={(value) => answer(item.key, value)}
        />
      ))}
    </div>
  );
}

type ItemProps = {
  item: Item;
  label: string;
  value: number | null;
  onAnswer: (value: number | null) => Promise<void>;
};

function MeasureItem({ item, label, value, onAnswer }: ItemProps) {
  const [isNotSaved, setNotSaved] = useState(false);
  const answer = (given: number | null) =>
    onAnswer(given).then(
      () => setNotSaved(false),
      () => setNotSaved(true),
    );

  return (
    <div className="flex flex-col items-start gap-1">
      <RadioGroup
        label={label}
        orientation="horizontal"
        options={item.answers.map((words, index) => ({ id: String(index), label: words }))}
        value={value === null ? null : String(value)}
        onChange={(id) => void answer(Number(id))}
        error={isNotSaved ? NOT_SAVED : undefined}
      />
      {value !== null && (
        <Button size="small" variant="ghost" className="-ml-3" onPress={() => void answer(null)}>
          No answer
        </Button>
      )}
    </div>
  );
}
