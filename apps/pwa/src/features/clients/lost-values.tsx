import type { MutationArgs } from "@cliently/api/domain/catalogue";
import type { Row } from "@cliently/api/domain/store";
import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { useDevice, useMutate } from "../../sync/hooks.tsx";

type Changes = MutationArgs<"client.change">["changes"];

/** Values that lost against another device's: shown until the person has chosen, never dropped in silence. */
export function LostValues({ client, labels }: { client: Row<"client">; labels: Record<string, string> }) {
  const mutate = useMutate();
  const device = useDevice();
  if (client.lost.length === 0) return null;

  return (
    <>
      {client.lost.map(({ field, value, mid, at }) => {
        const { at: heldAt, mid: heldMid } = client.stamps[field] ?? { at: 0, mid: "" };
        const settle = { name: "client.settle", args: { id: client.id, field, mid } } as const;
        const use = {
          name: "client.change",
          args: { id: client.id, changes: { [field]: { value, over: { at: heldAt, mid: heldMid } } } as Changes },
        } as const; // a value the field had
        return (
          <Notice
            key={`${field}|${mid}`}
            kind="needs-you"
            title={`${labels[field] ?? field} was also changed on another device`}
            actions={
              <>
                <Button size="small" variant="ghost" onPress={() => void mutate([settle])}>
                  Keep what is here
                </Button>
                <Button size="small" onPress={() => void mutate([use, settle])}>
                  Use that
                </Button>
              </>
            }
          >
            There it says “{typeof value === "string" && value ? value : "nothing"}”, written{" "}
            {new Date(Math.min(at, device.world.clock())).toLocaleString()}.
          </Notice>
        );
      })}
    </>
  );
}
