import { fullName, goesBy } from "@cliently/api/domain/client/full-name";
import { reachOf } from "@cliently/api/domain/client/reach";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import type { Row } from "@cliently/api/domain/store";
import { Avatar } from "@cliently/ui/avatar";
import { Badge } from "@cliently/ui/badge";
import { ListRow } from "@cliently/ui/list-row";
import { Check, Hand } from "lucide-react";

type Props = { client: Row<"client">; isUndecided: boolean; isChoosing: boolean };

/** One client in the list: who, how to reach them, and what asks for a look. */
export function ClientRow({ client, isUndecided, isChoosing }: Props) {
  const name = fullName(client);
  const preferred = goesBy(client);
  const title = preferred ? `${name} “${preferred}”` : name;
  const isArchived = client.status === "archived";
  return (
    <ListRow
      id={client.id}
      {...(isChoosing ? {} : { href: `/clients/${client.id}` })}
      textValue={title}
      className="h-full after:block!" // in a long list, each row is the last of its own place
      leading={isChoosing ? <Tick /> : <Avatar name={name} />}
      title={title}
      detail={[client.pronouns, reachOf(client)?.words, ...tagsOf(client)].filter(Boolean).join(" · ")}
      trailing={
        (isUndecided || isArchived) && (
          <>
            {isUndecided && (
              <Badge kind="needs-you" icon={<Hand aria-hidden />}>
                Needs you
              </Badge>
            )}
            {isArchived && <Badge>Archived</Badge>}
          </>
        )
      }
    />
  );
}

/** Says what the row says of itself already: whether it is chosen. */
function Tick() {
  return (
    <span
      aria-hidden
      className="mx-2.5 flex size-5 shrink-0 items-center justify-center rounded-sm border border-edge bg-raised text-on-fill group-data-selected:border-fill group-data-selected:bg-fill"
    >
      <Check className="size-3.5 stroke-3 opacity-0 group-data-selected:opacity-100" />
    </span>
  );
}
