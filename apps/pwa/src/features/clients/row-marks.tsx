import { Badge } from "@cliently/ui/badge";
import { Hand } from "lucide-react";

/** What asks for a look at a client in the list, and where they stand. */
export function RowMarks({ isUndecided, isArchived }: { isUndecided: boolean; isArchived: boolean }) {
  return (
    <>
      {isUndecided && (
        <Badge kind="needs-you" icon={<Hand aria-hidden />}>
          Needs you
        </Badge>
      )}
      {isArchived && <Badge>Archived</Badge>}
    </>
  );
}
