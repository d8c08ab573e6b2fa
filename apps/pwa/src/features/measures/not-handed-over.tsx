import { Button } from "@cliently/ui/button";
import { Dialog } from "@cliently/ui/dialog";

import type { NotHandedOver as Why } from "../../platform/handing-over.tsx";

type Props = { why: Why; onClose: () => void };

/** Says why the device cannot be given out of one's hands yet. */
export function NotHandedOver({ why, onClose }: Props) {
  return (
    <Dialog
      title="Not handed over yet"
      isAlert
      isOpen
      onOpenChange={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          All right
        </Button>
      }
    >
      {WORDS[why]}
    </Dialog>
  );
}

const WORDS: Record<Why, string> = {
  "has-words":
    "In another tab of Cliently something is written that is nowhere else yet. Finish there, then hand over the device.",
  "no-answer": "Another tab of Cliently shows your records and does not answer. Close it, then hand over the device.",
};
