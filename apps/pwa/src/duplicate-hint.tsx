import { duplicateIndex, similarTo, type Resemblance } from "@cliently/api/domain/client/duplicates";
import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";
import { Notice } from "@cliently/ui/notice";
import { TextLink } from "@cliently/ui/text-link";
import { useDeferredValue, useMemo } from "react";
import { useLocation } from "wouter";

import { useRows } from "./sync/hooks.tsx";

type Props = {
  found: readonly Resemblance[];
  clients: readonly Row<"client">[];
  /** Takes the way to one of them; a plain link, when absent. */
  onOpen?: (clientId: string) => void;
};

const MOST_SHOWN = 3;
const SAME = { email: "Same e-mail address", phone: "Same phone number", name: "Same name" };

/** Who is here already and looks like the same person. It only says so: two people may share a name, or a phone. */
export function DuplicateHint({ found, clients, onOpen }: Props) {
  const known = found.flatMap(({ id, by }) => {
    const client = clients.find((one) => one.id === id);
    return client ? [{ client, by }] : [];
  });
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {known.slice(0, MOST_SHOWN).map(({ client, by }) => (
        <Notice key={client.id} kind="info">
          <span className="[overflow-wrap:anywhere]">
            {fullName(client)} is {where(client)}. {SAME[by]}.{" "}
            <TextLink {...(onOpen ? { onPress: () => onOpen(client.id) } : { href: `/clients/${client.id}` })}>
              Open
              <span className="sr-only"> {fullName(client)}</span>
            </TextLink>
          </span>
        </Notice>
      ))}
    </div>
  );
}

type NewProps = {
  words: { givenName: string; familyName: string; email: string; phone: string };
  /** More than a name is written: a name alone is theirs as well, so that nothing is lost with it. */
  isMore: boolean;
  /** Goes elsewhere, after asking. */
  leave: (to: () => void) => void;
  onClose: () => void;
};

/** Who looks like somebody that is being added, those in the bin too; a moment behind the keys. */
export function NewDuplicateHint({ words, isMore, leave, onClose }: NewProps) {
  const [, go] = useLocation();
  const present = useRows("client", { all: true });
  const inBin = useRows("client", { inBin: true });
  const all = useMemo(() => [...(present ?? []), ...(inBin ?? [])], [present, inBin]);
  const index = useMemo(() => duplicateIndex(all), [all]);
  const { givenName, familyName, email, phone } = useDeferredValue(words);
  const found = similarTo(index, {
    fullName: fullName({ givenName: givenName.trim(), familyName: familyName.trim() }),
    emails: [email],
    phones: [phone],
  });

  function open(clientId: string): void {
    const to = () => {
      onClose();
      go(`/clients/${clientId}`);
    };
    if (isMore) leave(to);
    else to();
  }

  return <DuplicateHint found={found} clients={all} onOpen={open} />;
}

function where(client: Row<"client">): string {
  if (client.deletedAt) return "in the bin";
  if (client.status === "archived") return "here already, archived";
  return isLead(client) ? `here already, as a lead (${statusLabels[client.status]})` : "here already";
}
