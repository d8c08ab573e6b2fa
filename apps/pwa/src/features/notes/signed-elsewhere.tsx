import { Button } from "@cliently/ui/button";
import { FloatBar } from "@cliently/ui/float-bar";
import { CircleAlert } from "lucide-react";

/** Over a note that was signed on another device or in another tab while one writes in it. */
export function SignedElsewhere({ onShow }: { onShow: () => void }) {
  return (
    <FloatBar
      label="Signed"
      icon={<CircleAlert aria-hidden className="text-need" />}
      actions={
        <Button size="small" onPress={onShow}>
          Show
        </Button>
      }
    >
      This note was signed elsewhere. What you write now can be added to it.
    </FloatBar>
  );
}
