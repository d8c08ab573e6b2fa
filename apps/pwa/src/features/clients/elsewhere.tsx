import { Button } from "@cliently/ui/button";
import { TextLink } from "@cliently/ui/text-link";

type Props = { archived: number; leads: number; onArchived: () => void };

/** Under the list: how many are not in it, and the way to them. */
export function Elsewhere({ archived, leads, onArchived }: Props) {
  return (
    <p className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft figures">
      {archived > 0 && (
        <Button size="small" variant="ghost" className="-ml-3" onPress={onArchived}>
          {archived} archived
        </Button>
      )}
      {leads > 0 && <TextLink href="/leads">{leads === 1 ? "1 lead" : `${leads} leads`}</TextLink>}
    </p>
  );
}
