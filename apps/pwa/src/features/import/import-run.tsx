import { newId } from "@cliently/api/domain/new-id";
import { Button } from "@cliently/ui/button";
import { LinkButton } from "@cliently/ui/link-button";
import { Notice } from "@cliently/ui/notice";
import { Progress } from "@cliently/ui/progress";
import { useEffect, useRef, useState } from "react";

import { useDevice, useMutate } from "../../sync/hooks.tsx";
import { importActs } from "./acts.ts";
import { LeftOutList } from "./left-out-list.tsx";
import type { LeftOut, Person } from "./reading/person.ts";
import { UndoDialog } from "./undo-dialog.tsx";

type Props = {
  people: Person[];
  leftOut: LeftOut[];
  /** How many the person did not want, because they may be here already. */
  passedOver: number;
  fileName: string;
  onDone: () => void;
  onUndone: (count: number) => void;
};

/** Adds the people act by act. What is in is in, and can be taken back as one; a cancelled import stops after the act it is at. */
export function ImportRun({ people, leftOut, passedOver, fileName, onDone, onUndone }: Props) {
  const { world } = useDevice();
  const mutate = useMutate();
  const [importId] = useState(() => newId(world.clock(), world.random));
  const [count, setCount] = useState(0);
  const [state, setState] = useState<"running" | "stopping" | "done" | "stopped" | "failed">("running");
  const [isUndoing, setUndoing] = useState(false);
  const wish = useRef({ isBegun: false, isStopped: false });

  async function run(): Promise<void> {
    const name = (fileName.slice(0, 200) || "A list").toWellFormed();
    const idAfter = (ms: number) => newId(world.clock() + ms, world.random);
    let done = 0;
    for (const act of importActs(people, { importId, fileName: name, newId: idAfter })) {
      if (wish.current.isStopped) return setState("stopped");
      await mutate([act], { rehearse: false });
      done += act.args.clients.length;
      setCount(done);
    }
    setState("done");
  }

  useEffect(() => {
    if (wish.current.isBegun) return;
    wish.current.isBegun = true;
    run().catch(() => setState("failed"));
  });

  if (state === "running" || state === "stopping")
    return (
      <div className="flex max-w-xl flex-col gap-5 py-6">
        <Progress
          label="Importing"
          value={count}
          max={people.length}
          words={`${count.toLocaleString("en")} of ${people.length.toLocaleString("en")}`}
        />
        <Button
          className="self-start"
          isDisabled={state === "stopping"}
          onPress={() => {
            wish.current.isStopped = true;
            setState("stopping");
          }}
        >
          Cancel
        </Button>
      </div>
    );

  const whole = people.length === 1 ? "1 person" : `${people.length.toLocaleString("en")} people`;
  return (
    <div className="flex flex-col gap-8">
      <Notice
        kind={state === "done" ? "info" : "needs-you"}
        isLive
        title={state === "done" ? `${whole} imported` : `${count.toLocaleString("en")} of ${whole} imported`}
        actions={
          <>
            {count > 0 && <Button onPress={() => setUndoing(true)}>Undo the import</Button>}
            <Button onPress={onDone}>{state === "done" ? "Import more" : "Keep what was imported"}</Button>
          </>
        }
      >
        {state === "done" && "They are on this device. You can undo this later as well, from this page."}
        {passedOver > 0 && ` ${passedOver.toLocaleString("en")} who may be here already were left out.`}
        {state === "stopped" && "You cancelled the import. The others were not touched."}
        {state === "failed" &&
          "The others could not be stored on this device or the server. Nothing else was changed: keep the file, and bring it once more later."}
      </Notice>
      <LeftOutList leftOut={leftOut} />
      <LinkButton href="/clients" className="self-start">
        See the clients
      </LinkButton>
      <UndoDialog importId={importId} isOpen={isUndoing} onOpenChange={setUndoing} onUndone={onUndone} />
    </div>
  );
}
