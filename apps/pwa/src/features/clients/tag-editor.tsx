import { MOST_TAGS, Tag } from "@cliently/api/domain/client/tags";
import { Button } from "@cliently/ui/button";
import { TagGroup } from "@cliently/ui/tag-group";
import { TextField } from "@cliently/ui/text-field";
import { Plus } from "lucide-react";
import { useRef, useState, type FocusEvent } from "react";

import { whyNotSaved } from "../../not-saved.ts";
import type { DraftThen } from "../../sync/field-draft.ts";
import { useFieldHere } from "../../writing/fields-here.ts";
import { useAsksFirst } from "../../writing/use-asks-first.ts";
import { useUnsent } from "../../writing/use-unsent.ts";

type Props = {
  tags: readonly string[];
  /** Tags of other clients, offered to be used again. */
  inUse: readonly string[];
  /** May take a while, and fail when nothing can be stored. Takes the draft of it along. */
  onAdd: (tag: string, draft: DraftThen) => Promise<unknown> | void;
  onRemove: (tag: string) => void;
  /** Hears what is typed and not yet put on, and sees to it that it is not lost. */
  onType?: (tag: string) => void;
  /** Whose tags they are: what is typed is put on also when the screen goes away. */
  whose?: string;
};

const MOST_OFFERED = 6;

/** Words by which clients are found together: put on by typing or from those in use, taken off one by one. */
export function TagEditor({ tags, inUse, onAdd, onRemove, onType, whose }: Props) {
  const [typed, setShown] = useState("");
  const now = useRef("");
  const [error, setError] = useState<string>();
  const wanted = typed.trim();
  const words = whose === undefined ? "" : typed;
  const { send, leaveBehind } = useUnsent({ field: "Tag", of: whose, words }, () => whose !== undefined && add(wanted));
  const offered = inUse.filter((tag) => !tags.includes(tag) && isLike(tag, wanted)).slice(0, MOST_OFFERED);

  function setTyped(text: string): void {
    now.current = text;
    setShown(text);
    onType?.(text);
  }

  function add(tag: string): void {
    if (tag === "" || tags.includes(tag)) return setTyped("");
    if (tags.length >= MOST_TAGS) return failed(tag, `More than ${MOST_TAGS} tags are too many.`);
    if (!Tag.safeParse(tag).success) return failed(tag, "A tag has at most 40 letters.");
    setError(undefined);
    setTyped("");
    send(async (draft) => onAdd(tag, draft)).catch((failure: unknown) => {
      if (now.current.trim()) leaveBehind(tag);
      else failed(tag, whyNotSaved(failure));
    });
  }

  function failed(tag: string, why: string): void {
    setTyped(tag);
    setError(why);
  }

  useFieldHere({ isUnkept: error !== undefined });
  useAsksFirst(wanted !== "");

  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) add(wanted); // what was typed is kept when one leaves, as everywhere
  }

  return (
    <div className="flex flex-col gap-3" onBlur={left}>
      {tags.length > 0 && <TagGroup label="Tags" tags={tags} onRemove={onRemove} />}
      <div className="flex items-end gap-2">
        <TextField
          label="Add a tag"
          className="max-w-xs flex-1"
          autoComplete="off"
          enterKeyHint="done"
          value={typed}
          onChange={(text) => {
            setTyped(text);
            setError(undefined);
          }}
          onEnter={(event) => {
            event.preventDefault(); // in a form, it would send that
            add(wanted);
          }}
          error={error}
        />
        <Button icon={<Plus aria-hidden />} isDisabled={wanted === ""} onPress={() => add(wanted)}>
          Add
        </Button>
      </div>
      {offered.length > 0 && (
        <div role="group" aria-label="Tags in use" className="flex flex-wrap gap-2">
          {offered.map((tag) => (
            <Button key={tag} size="small" variant="ghost" icon={<Plus aria-hidden />} onPress={() => add(tag)}>
              {tag}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function isLike(tag: string, wanted: string): boolean {
  return tag.toLowerCase().includes(wanted.toLowerCase());
}
