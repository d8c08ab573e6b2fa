import { Button } from "@cliently/ui/button";
import { EmptyState } from "@cliently/ui/empty-state";

/** There are notes, but not such. */
export function NoneInView({ onAll }: { onAll: () => void }) {
  return (
    <EmptyState title="No such notes" actions={<Button onPress={onAll}>Show all notes</Button>}>
      Choose another time or template, or see all of them.
    </EmptyState>
  );
}
