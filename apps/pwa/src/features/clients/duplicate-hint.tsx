import type { Resemblance } from "@cliently/api/domain/client/duplicates";
import { fullName } from "@cliently/api/domain/client/full-name";
import { isLead, statusLabels } from "@cliently/api/domain/client/stages";
import type { Row } from "@cliently/api/domain/store";
import { Notice } from "@cliently/ui/notice";
import { TextLink } from "@cliently/ui/text-link";

type Props = {
  found: readonly Resemblance[];
  clients: readonly Row<"client">[];
  /** The way to one of them is taken. */
  onOpen?: () => void;
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
            <TextLink href={`/clients/${client.id}`} {...(onOpen ? { onPress: onOpen } : {})}>
              Open
              <span className="sr-only"> {fullName(client)}</span>
            </TextLink>
          </span>
        </Notice>
      ))}
    </div>
  );
}

function where(client: Row<"client">): string {
  if (client.deletedAt) return "in the bin";
  if (client.status === "archived") return "here already, archived";
  return isLead(client) ? `here already, as a lead (${statusLabels[client.status]})` : "here already";
}
