import { ConsentKind, consents } from "@cliently/api/domain/consent/consent";
import { Badge } from "@cliently/ui/badge";
import { Check, Minus } from "lucide-react";
import { Link } from "react-aria-components/Link";

import { useRows } from "../../sync/hooks.tsx";

/** Which consents of a client stand, at a glance; a press shows since when and to what. */
export function ConsentChips({ clientId }: { clientId: string }) {
  const given = useRows("consent", { list: "clientId", value: clientId });
  if (!given) return null;
  return (
    <Link href={`/clients/${clientId}?tab=consent`} className="reach inline-flex flex-wrap gap-1.5 rounded-xl">
      <span className="sr-only">Consents: </span>
      {ConsentKind.options.map((kind) =>
        consents(given, kind) ? (
          <Badge key={kind} kind="accent" icon={<Check aria-hidden />}>
            {SHORT[kind]}
            <span className="sr-only"> given. </span>
          </Badge>
        ) : (
          <Badge key={kind} icon={<Minus aria-hidden />}>
            {SHORT[kind]}
            <span className="sr-only"> not given. </span>
          </Badge>
        ),
      )}
    </Link>
  );
}

/** In a word, beside the name. */
const SHORT: Record<ConsentKind, string> = { data: "Records", recording: "Recording", ai: "AI" };
