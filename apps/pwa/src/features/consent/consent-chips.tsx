import { ConsentKind, consents } from "@cliently/api/domain/consent/consent";
import { currentText } from "@cliently/api/domain/consent/texts";
import { Badge } from "@cliently/ui/badge";
import { Check, Minus } from "lucide-react";

import { useRows } from "../../sync/hooks.tsx";

/** Which consents of a client stand, at a glance. */
export function ConsentChips({ clientId }: { clientId: string }) {
  const given = useRows("consent", { list: "clientId", value: clientId });
  if (!given) return null;
  return (
    <>
      {ConsentKind.options.map((kind) =>
        consents(given, kind) ? (
          <Badge key={kind} kind="accent" icon={<Check aria-hidden />}>
            {currentText(kind).title}
          </Badge>
        ) : (
          <Badge key={kind} icon={<Minus aria-hidden />}>
            No consent: {withSmallFirst(currentText(kind).title)}
          </Badge>
        ),
      )}
    </>
  );
}

/** Not all of it: "AI" stays as it is. */
function withSmallFirst(title: string): string {
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}
