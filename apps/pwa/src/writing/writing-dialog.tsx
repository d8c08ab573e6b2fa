import { Button } from "@cliently/ui/button";
import { Dialog, type DialogProps } from "@cliently/ui/dialog";
import { useState, type ReactNode } from "react";

import { useFieldHere } from "./fields-here.ts";
import { useAsksFirst } from "./use-asks-first.ts";

type Content = ReactNode | ((dialog: { leave: (to?: () => void) => void }) => ReactNode);

type Props = Pick<DialogProps, "title" | "size" | "isOpen"> & {
  /** There are words here that are nowhere else. */
  isWritten: boolean;
  onClose: () => void;
  children: Content;
  footer?: Content;
};

/** A dialog in which one writes. Whichever way it is left, it asks first where that would lose words. */
export function WritingDialog({ isWritten, onClose, children, footer, ...look }: Props) {
  useFieldHere({ isUnkept: look.isOpen && isWritten });
  useAsksFirst(look.isOpen && isWritten);
  const [leaving, setLeaving] = useState<{ to: () => void }>();
  const leave = (to = onClose) => (isWritten ? setLeaving({ to }) : to());
  const shown = (content: Content) => (typeof content === "function" ? content({ leave }) : content);

  return (
    <Dialog {...look} onOpenChange={(stays) => stays || leave()} footer={shown(footer)}>
      {shown(children)}
      <Dialog
        title="Close and lose what you wrote?"
        isAlert
        isOpen={leaving !== undefined}
        onOpenChange={(stays) => stays || setLeaving(undefined)}
        footer={
          <>
            <Button onPress={() => setLeaving(undefined)}>Keep writing</Button>
            <Button variant="danger" onPress={() => leaving?.to()}>
              Discard
            </Button>
          </>
        }
      >
        What you wrote here is nowhere else.
      </Dialog>
    </Dialog>
  );
}
