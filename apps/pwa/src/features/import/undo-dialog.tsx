import { seenOf } from "@cliently/api/domain/bin";
import type { Client } from "@cliently/api/domain/client/client";
import { MOST_AT_ONCE } from "@cliently/api/domain/client/mutations";
import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";
import { Notice } from "@cliently/ui/notice";
import { Progress } from "@cliently/ui/progress";
import { useEffect, useRef, useState } from "react";

import { useMutate, useRows } from "../../sync/hooks.tsx";

type Props = {
  importId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onUndone: (count: number) => void;
};

/** Takes an import back, after saying whom that means: who was worked with since stays. */
export function UndoDialog({ importId, isOpen, onOpenChange, onUndone }: Props) {
  const [going, setGoing] = useState<Client[]>();

  return (
    <Dialog title="Undo this import?" isAlert isOpen={isOpen} onOpenChange={onOpenChange}>
      {({ close }) =>
        going ? (
          <UndoRun
            going={going}
            onFailed={() => setGoing(undefined)}
            onDone={() => {
              setGoing(undefined);
              close();
              onUndone(going.length);
            }}
          />
        ) : (
          <Question importId={importId} onCancel={close} onConfirm={setGoing} />
        )
      }
    </Dialog>
  );
}

type QuestionProps = { importId: string; onCancel: () => void; onConfirm: (going: Client[]) => void };

function Question({ importId, onCancel, onConfirm }: QuestionProps) {
  const clients = useRows("client", { all: true });
  const notes = useRows("note", { all: true });
  const notesInBin = useRows("note", { inBin: true });
  const consents = useRows("consent", { all: true });
  const goals = useRows("goal", { all: true });
  const measurements = useRows("measurement", { all: true });
  if (!clients || !notes || !notesInBin || !consents || !goals || !measurements) return null;

  const rowsAbout = [...notes, ...notesInBin, ...consents, ...goals, ...measurements];
  const wordsAbout = new Set(rowsAbout.map(({ clientId }) => clientId));
  const people = clients.filter(({ imported }) => imported?.id === importId);
  const worked = people.filter(({ id }) => wordsAbout.has(id)).length;
  const untouched = people.filter(({ id }) => !wordsAbout.has(id));
  const going = untouched.filter((client) => !isChanged(client));
  const changed = untouched.length - going.length;

  return (
    <div className="flex flex-col gap-4">
      <p>
        {going.length === 1 ? "1 person goes" : `${going.length.toLocaleString("en")} people go`} into the bin. For 30
        days you can bring them back from there.
      </p>
      {worked + changed > 0 && (
        <p>
          {[
            worked > 0 && `${worked.toLocaleString("en")} with notes, consents or goals`,
            changed > 0 && `${changed.toLocaleString("en")} changed since`,
          ]
            .filter(Boolean)
            .join(" and ")}{" "}
          {worked + changed === 1 ? "stays" : "stay"}, because there are words of yours in them.
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onCancel}>Cancel</Button>
        <Button variant="danger" isDisabled={going.length === 0} onPress={() => onConfirm(going)}>
          Put into the bin
        </Button>
      </div>
    </div>
  );
}

/** More than this at once, and the page would stand still while they go. Who is not gone yet can still be undone. */
const MOST_AT_A_TIME = 1_000;

function UndoRun({ going, onDone, onFailed }: { going: Client[]; onDone: () => void; onFailed: () => void }) {
  const mutate = useMutate();
  const [count, setCount] = useState(0);
  const [hasFailed, setFailed] = useState(false);
  const isBegun = useRef(false);

  async function run(): Promise<void> {
    for (const some of portions(going, MOST_AT_A_TIME)) {
      const acts = portions(some, MOST_AT_ONCE).map((clients) => ({
        name: "client.delete-many" as const,
        args: { clients: clients.map((client) => ({ id: client.id, seen: seenOf([client]) })) },
      }));
      await mutate(acts, { rehearse: false });
      setCount((held) => held + some.length);
    }
    onDone();
  }

  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    run().catch(() => setFailed(true));
  });

  if (!hasFailed) return <Progress label="Putting them into the bin" value={count} max={going.length} />;
  return (
    <Notice kind="danger" isLive actions={<Button onPress={onFailed}>Try again</Button>}>
      {count === 0 ? "Nobody" : `Only ${count.toLocaleString("en")}`} could be put into the bin: neither this device nor
      the server took it.
    </Notice>
  );
}

/** Whether somebody was changed after they were imported: the import stamped every field, and was their last change. */
function isChanged({ stamps, changed }: Client): boolean {
  return Object.values(stamps).some(({ mid }) => mid !== changed?.mid);
}

function portions<Item>(items: readonly Item[], most: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  );
}
