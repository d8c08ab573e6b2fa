import { clsx } from "clsx";
import { X } from "lucide-react";
import { Button } from "react-aria-components/Button";
import { Label } from "react-aria-components/Label";
import { Tag, TagGroup as AriaTagGroup, TagList } from "react-aria-components/TagGroup";

export type TagGroupProps = {
  label: string;
  tags: readonly string[];
  onRemove: (tag: string) => void;
  className?: string;
};

/** Words on something, each of which can be taken off: by its cross, or with Delete. */
export function TagGroup({ label, tags, onRemove, className }: TagGroupProps) {
  return (
    <AriaTagGroup onRemove={(keys) => [...keys].forEach((key) => onRemove(String(key)))} className={className ?? ""}>
      <Label className="sr-only">{label}</Label>
      <TagList items={tags.map((id) => ({ id }))} className="flex flex-wrap gap-2">
        {({ id }) => (
          <Tag
            id={id}
            textValue={id}
            className={clsx(
              "inline-flex min-h-8 max-w-full items-center gap-1 rounded-full bg-hover py-0.5 pr-1 pl-3 text-sm outline-none",
              "focus-ring:outline-2 focus-ring:outline-offset-2 focus-ring:outline-accent",
            )}
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">{id}</span>
            <Button
              slot="remove"
              className="relative inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-full text-soft hovered:bg-press hovered:text-ink pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5"
            >
              <X aria-hidden className="size-3.5" />
            </Button>
          </Tag>
        )}
      </TagList>
    </AriaTagGroup>
  );
}
