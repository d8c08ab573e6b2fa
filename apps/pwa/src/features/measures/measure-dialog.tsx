import { overOf } from "@cliently/api/domain/field";
import { instrumentOf } from "@cliently/api/domain/measurement/instruments";
import { scoreOf, scoreWords, unansweredWords } from "@cliently/api/domain/measurement/score";
import { Button } from "@cliently/ui/button";
import { DateField } from "@cliently/ui/date-field";
import { Dialog } from "@cliently/ui/dialog";
import { useState } from "react";

import { localDay, momentOn } from "../../platform/days.ts";
import { useHandOver } from "../../platform/handing-over.tsx";
import { Problem } from "../../problem.tsx";
import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { timeNow } from "../../sync/outbox.ts";
import { useAttemptHere } from "../../use-attempt.ts";
import { AnswerPrompt } from "./answer-prompt.tsx";
import type { Asked } from "./asked.ts";
import { MeasureItems } from "./measure-items.tsx";
import { MeasureText } from "./measure-text.tsx";
import { useAnswering } from "./use-answering.ts";
import { useRemoving } from "./use-removing.ts";

type Props = { asked: Asked; onClose: () => void };

/** One measure, as the practitioner fills it in, reads it, and hands it over. */
export function MeasureDialog({ asked, onClose }: Props) {
  const device = useDevice();
  const mutate = useMutate();
  const handOver = useHandOver();
  const remove = useRemoving();
  const [takenAt, setTakenAt] = useState<number>();
  const { measurement, answers, answer, finish } = useAnswering(asked, takenAt);
  const { problem, attempt } = useAttemptHere();
  const instrument = instrumentOf(asked);
  const score = scoreOf(instrument, answers);
  const isDone = measurement?.status === "done";
  const open = instrument.items.filter(({ key, isScored }) => isScored && answers?.[key] === undefined);
  const [isFinishing, setFinishing] = useState(false);
  const finishNow = () => attempt(finish(), onClose);
  const today = localDay(timeNow(device));

  function moveTo(day: string | null): void {
    if (!day || day > today) return;
    const value = momentOn(day, timeNow(device));
    if (!measurement) return setTakenAt(value);
    const changes = { takenAt: { value, over: overOf(measurement, "takenAt") } };
    attempt(mutate([{ name: "measurement.change", args: { id: asked.id, changes } }]));
  }

  return (
    <Dialog
      title={instrument.name}
      size="wide"
      shape="sheet"
      isOpen
      onOpenChange={onClose}
      footer={
        <>
          {measurement && (
            <Button variant="ghost" className="mr-auto" onPress={() => attempt(remove(measurement), onClose)}>
              Remove
            </Button>
          )}
          {isDone || !measurement ? (
            <Button onPress={onClose}>Close</Button>
          ) : (
            <Button variant="primary" onPress={() => (open.length > 0 ? setFinishing(true) : finishNow())}>
              Finish
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-6">
        {isDone && (
          <div>
            <p className="text-xl font-semibold figures">{scoreWords(instrument, score)}</p>
            <p className="text-soft">{unansweredWords(score)}</p>
          </div>
        )}
        {isDone && <AnswerPrompt measurement={measurement} />}
        {!isDone && (
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <p className="min-w-0 flex-1 basis-64 text-soft">
              Fill it in here, or let your client answer by themselves: one question at a time, and nothing else on the
              screen.
            </p>
            <Button onPress={() => handOver({ ...idsOf(asked), takenAt: takenAt ?? null })}>
              Hand over the device
            </Button>
          </div>
        )}
        <div className="sm:max-w-48">
          <DateField
            label="Taken on"
            value={localDay(measurement?.takenAt ?? takenAt ?? timeNow(device))}
            onChange={moveTo}
            max={today}
          />
        </div>
        <MeasureItems instrument={instrument} answers={answers} answer={answer} />
        {measurement && !isDone && <AnswerPrompt measurement={measurement} />}
        {measurement && <MeasureText measurement={measurement} name="remark" label="Remark" />}
        <Problem words={problem} />
      </div>
      <Dialog
        title={open.length === 1 ? "One question is still open" : `${open.length} questions are still open`}
        isAlert
        isOpen={isFinishing}
        onOpenChange={setFinishing}
        footer={({ close }) => (
          <>
            <Button onPress={close}>Go on answering</Button>
            <Button
              variant="primary"
              onPress={() => {
                close();
                finishNow();
              }}
            >
              Finish
            </Button>
          </>
        )}
      >
        Finished now, it reads “{scoreWords(instrument, score)}”. It can still be answered later.
      </Dialog>
    </Dialog>
  );
}

function idsOf({ id, clientId, noteId, instrument }: Asked) {
  return { measurementId: id, clientId, noteId, instrument };
}
