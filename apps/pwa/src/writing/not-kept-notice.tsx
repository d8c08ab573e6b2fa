import { Button } from "@cliently/ui/button";
import { Notice } from "@cliently/ui/notice";

import { CopyButton } from "../copy-button.tsx";
import type { NotKept } from "./not-kept.ts";
import { useAsksFirst } from "./use-asks-first.ts";

type Props = { held: readonly NotKept[]; onDismiss: (one: NotKept) => void };

/** Over every screen: words that could not be kept when their own was left, to be copied. */
export function NotKeptNotice({ held, onDismiss }: Props) {
  useAsksFirst(held.length > 0);
  return held.map((one, place) => (
    <Notice
      key={place}
      kind="danger"
      title={`Not kept: ${one.field} of ${one.of}`}
      isLive
      actions={
        <>
          <CopyButton words={one.words} />
          <Button size="small" variant="ghost" onPress={() => onDismiss(one)}>
            Dismiss
          </Button>
        </>
      }
    >
      <p>These words are in this page alone: copy them before you close it.</p>
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
