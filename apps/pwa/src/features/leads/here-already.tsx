import { fullName } from "@cliently/api/domain/client/full-name";
import { statusLabels } from "@cliently/api/domain/client/stages";
import { Notice } from "@cliently/ui/notice";
import { TextLink } from "@cliently/ui/text-link";

import type { Lead } from "./columns.ts";

const MOST_NAMED = 3;

type Props = {
  clients: readonly Lead[];
  /** Somebody's page is gone to; absent while words would be lost by going. */
  onGo?: (() => void) | undefined;
};

/** Says who of the same name, number or address is in the practice already. It is a hint: two people may share one. */
export function HereAlready({ clients, onGo }: Props) {
  if (clients.length === 0) return null;
  return (
    <Notice kind="info" isLive title="Perhaps here already">
      <ul className="flex flex-col gap-1">
        {clients.slice(0, MOST_NAMED).map((client) => (
          <li key={client.id}>
            {onGo ? (
              <TextLink href={`/clients/${client.id}`} onPress={onGo}>
                {fullName(client)}
              </TextLink>
            ) : (
              fullName(client)
            )}{" "}
            · {statusLabels[client.status]}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
