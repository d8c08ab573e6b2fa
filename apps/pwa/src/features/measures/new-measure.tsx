import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { Menu } from "@cliently/ui/menu";
import { Plus } from "lucide-react";
import { useState } from "react";

import { useDevice, useRows } from "../../sync/hooks.tsx";
import { offersOf, type Asked } from "./asked.ts";
import { MeasureDialog } from "./measure-dialog.tsx";
import { NewScaleDialog } from "./new-scale-dialog.tsx";

/** Takes a measure of a client, in a note or by itself. */
export function NewMeasure({ clientId, noteId }: Pick<Asked, "clientId" | "noteId">) {
  const { world } = useDevice();
  const presets = useRows("preset", { all: true });
  const [asked, setAsked] = useState<Asked>();
  const [isNaming, setNaming] = useState(false);
  const ask = ({ instrument, scale }: Pick<Asked, "instrument" | "scale">) =>
    setAsked({ id: newId(world.clock(), world.random), clientId, noteId, instrument, scale });

  return (
    <>
      <Menu
        label="New measure"
        trigger={
          <Button size="small" icon={<Plus aria-hidden />}>
            New measure
          </Button>
        }
        items={[
          ...offersOf(presets ?? []).map((offer) => ({
            id: offer.instrument,
            label: offer.name,
            ...(offer.about ? { detail: offer.about } : {}),
            onAction: () => ask(offer),
          })),
          { id: "line", isSeparator: true },
          {
            id: "new-scale",
            label: "New scale …",
            detail: "A question of your own, 0 to 10",
            onAction: () => setNaming(true),
          },
        ]}
      />
      {asked && <MeasureDialog key={asked.id} asked={asked} onClose={() => setAsked(undefined)} />}
      {isNaming && (
        <NewScaleDialog
          onClose={() => setNaming(false)}
          onMade={(made) => {
            setNaming(false);
            ask(made);
          }}
        />
      )}
    </>
  );
}
