import { clientLabels } from "@cliently/api/domain/client/labels";
import { Button } from "@cliently/ui/button";
import { TextField } from "@cliently/ui/text-field";
import { Plus } from "lucide-react";
import type { FocusEvent } from "react";

type Props = {
  value: string;
  onChange: (source: string) => void;
  /** One of those in use was taken; when absent, that is a change like any other. */
  onTake?: (source: string) => void;
  /** Through whom or what others came. */
  inUse: readonly string[];
  /** The field and what is offered with it have been left. */
  onLeave?: () => void;
  error?: string | undefined;
};

const MOST_OFFERED = 4;

/** Through whom or what somebody came: in one's own words, or as others before. */
export function SourceField({ value, onChange, onTake = onChange, inUse, onLeave, error }: Props) {
  const typed = value.trim().toLowerCase();
  const offered = inUse
    .filter((source) => source.toLowerCase() !== typed && source.toLowerCase().includes(typed))
    .slice(0, MOST_OFFERED);

  function left({ currentTarget, relatedTarget }: FocusEvent): void {
    if (!currentTarget.contains(relatedTarget)) onLeave?.();
  }

  return (
    <div className="flex flex-col gap-2" onBlur={left}>
      <TextField label={clientLabels.source} autoComplete="off" value={value} onChange={onChange} error={error} />
      {offered.length > 0 && (
        <div role="group" aria-label="How others came" className="flex flex-wrap gap-x-1 gap-y-2">
          {offered.map((source) => (
            <Button
              key={source}
              size="small"
              variant="ghost"
              className="max-w-full px-2!"
              icon={<Plus aria-hidden />}
              onPress={() => onTake(source)}
            >
              <span className="truncate">{source}</span>
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
