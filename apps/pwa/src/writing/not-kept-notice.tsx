import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";
import { useEffect, useEffectEvent, type Dispatch, type SetStateAction } from "react";

import { CopyButton } from "../copy-button.tsx";
import { removeDraft } from "../sync/field-draft.ts";
import { useDevice } from "../sync/hooks.tsx";
import { leftUnsent } from "./left-unsent.ts";
import type { NotKept } from "./not-kept.ts";
import { useAsksFirst } from "./use-asks-first.ts";

type Props = { held: readonly NotKept[]; setHeld: Dispatch<SetStateAction<readonly NotKept[]>> };

/** Over every screen: words that were not kept when their own was left, or their page was ended, to be copied. */
export function NotKeptNotice({ held, setHeld }: Props) {
  const device = useDevice();
  useAsksFirst(held.some(({ draft }) => !draft));

  const bringBack = useEffectEvent((left: NotKept[]) =>
    setHeld((now) => [...now, ...left.filter(({ draft }) => !now.some((one) => one.draft?.noteId === draft?.noteId))]),
  );
  useEffect(() => {
    let current = true;
    void leftUnsent(device).then(
      (left) => current && left.length > 0 && bringBack(left),
      () => {}, // a disk that does not answer says so elsewhere, and they are still there next time
    );
    return () => {
      current = false;
    };
  }, [device]);

  function dismiss(one: NotKept): void {
    if (one.draft) void removeDraft(device.box, one.draft).catch(() => {}); // then it is there again, to be dismissed
    setHeld((now) => now.filter((other) => other !== one));
  }

  return held.map((one, place) => (
    <Notice
      key={place}
      kind="danger"
      title={one.of ? `Not kept: ${one.field} of ${one.of}` : `Not kept: ${one.field}`}
      isLive
      actions={
        <>
          <CopyButton words={one.words} />
          <Button size="small" variant="ghost" onPress={() => dismiss(one)}>
            Dismiss
          </Button>
        </>
      }
    >
      <p>
        {one.draft
          ? "These words are nowhere in your records. They stay on this device until you dismiss them."
          : "These words are in this page alone: copy them before you close it."}
      </p>
      <p
        tabIndex={0}
        role="group"
        aria-label="What you wrote"
        className="mt-2 max-h-40 overflow-y-auto rounded-md bg-raised p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        {one.words}
      </p>
    </Notice>
  ));
}
