import { Button } from "@cliently/ui/button";

import { useMutate, useRows } from "../../sync/hooks.tsx";

/** On a note whose signature was taken back: what had been begun as an addendum to it, so that no word of it is out of sight. */
export function LeftAddenda({ noteId }: { noteId: string }) {
  const mutate = useMutate();
  const left = (useRows("addendum", { list: "noteId", value: noteId }) ?? []).filter(
    ({ status }) => status === "draft",
  );
  return left.map(({ id, text, stamps }) => (
    <div key={id} className="mb-6">
      <p className="text-sm font-semibold text-soft">Begun as an addendum, before the signature was taken back</p>
      <p className="reading mt-1 [overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
      <div className="mt-2 flex gap-2">
        <Button size="small" onPress={() => void navigator.clipboard.writeText(text)}>
          Copy
        </Button>
        <Button
          size="small"
          variant="ghost"
          onPress={() => void mutate([{ name: "addendum.discard", args: { id, seen: stamps["text"]?.mid ?? id } }])}
        >
          Discard
        </Button>
      </div>
    </div>
  ));
}
