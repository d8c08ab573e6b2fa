import { instrumentOf, type Item } from "@cliently/api/domain/measurement/instruments";
import { itemsToAsk } from "@cliently/api/domain/measurement/score";
import { useState, type ReactNode } from "react";

import type { HandedOver, TakeBack } from "../../platform/handing-over.tsx";
import { useRow } from "../../sync/hooks.tsx";
import { scaleOf, type Asked } from "./asked.ts";
import { ClientFacingItem } from "./client-facing-item.tsx";
import { ClientFacingFrame } from "./client-facing-frame.tsx";
import { ThankYou } from "./thank-you.tsx";
import { useAnswering, type Answering } from "./use-answering.ts";
import { WayBack } from "./way-back.tsx";

type Props = {
  handed: HandedOver;
  takeBack: TakeBack;
  /** What stands beside the question for the password. */
  passwordHint: ReactNode;
};

/** What a client sees who answers a measure on the practitioner's device: one question, and nothing of the practice. */
export function ClientFacing({ handed, takeBack, passwordHint }: Props) {
  const { measurementId, clientId, noteId, instrument, takenAt, byHolding } = handed;
  const measurement = useRow("measurement", measurementId);
  const preset = useRow("preset", instrument);
  if (measurement === undefined || preset === undefined) return null;
  const scale = measurement?.scale ?? (preset && scaleOf(preset));
  const asked = { id: measurementId, clientId, noteId, instrument, scale };
  const wayBack = (onStay: () => void) => (
    <WayBack byHolding={byHolding ?? false} takeBack={takeBack} passwordHint={passwordHint} onStay={onStay} />
  );
  return <Questions asked={asked} takenAt={takenAt ?? undefined} wayBack={wayBack} />;
}

type Leaving = { wayBack: (onStay: () => void) => ReactNode };

function Questions({ asked, takenAt, wayBack }: Leaving & { asked: Asked; takenAt: number | undefined }) {
  const answering = useAnswering(asked, takenAt);
  return answering.measurement !== undefined && <Asking asked={asked} {...answering} wayBack={wayBack} />;
}

type AskingProps = Leaving & Pick<Answering, "answers" | "answer" | "finish"> & { asked: Asked };

function Asking({ asked, answers, answer, finish, wayBack }: AskingProps) {
  const instrument = instrumentOf(asked);
  const items = itemsToAsk(instrument, answers);
  const [index, setIndex] = useState(() => firstOpen(items.map(({ key }) => answers?.[key])));
  const [isLeaving, setLeaving] = useState(false);
  const item = items[index];

  async function answered(value: number | null): Promise<void> {
    if (!item) return;
    await answer(item.key, value);
    const left = itemsToAsk(instrument, { ...answers, [item.key]: value });
    if (index + 1 >= left.length) await finish();
    setIndex(Math.min(index + 1, left.length));
  }

  if (isLeaving) return wayBack(() => setLeaving(false));
  return (
    <ClientFacingFrame
      at={Math.min(index, items.length)}
      of={items.length}
      words={placeWords(items, index)}
      {...(index > 0 ? { onBack: () => setIndex(Math.min(index, items.length) - 1) } : {})}
      onLeave={() => setLeaving(true)}
    >
      {item ? (
        <ClientFacingItem
          key={item.key}
          lead={item.isScored ? instrument.lead : ""}
          item={item}
          others={instrument.items.filter(({ key, isScored }) => isScored && key !== item.key)}
          given={answers?.[item.key]}
          onAnswer={answered}
        />
      ) : (
        <ThankYou />
      )}
    </ClientFacingFrame>
  );
}

/** The last question, which is asked only of some, is not counted before it comes. */
function placeWords(items: readonly Item[], index: number): string {
  const item = items[index];
  if (!item) return "";
  return item.isScored ? `${index + 1} of ${items.filter(({ isScored }) => isScored).length}` : "One more question";
}

/** The first item that was not reached yet; past the last when all were. */
function firstOpen(given: readonly (number | null | undefined)[]): number {
  const first = given.indexOf(undefined);
  return first === -1 ? given.length : first;
}
