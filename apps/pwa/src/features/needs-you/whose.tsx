import { fullName } from "@cliently/api/domain/client/full-name";
import type { Row } from "@cliently/api/domain/store";
import { TextLink } from "@cliently/ui/text-link";

import { useRow } from "../../sync/hooks.tsx";
import type { Place } from "../../sync/undecided.ts";

/** A row in which a person may have to decide about something. */
export type DecidableRow = Row<Place["noun"]>;

/** Where the thing to decide about is, as a way to it. */
export function Whose({ noun, row }: { noun: Place["noun"]; row: DecidableRow }) {
  const clientId = noun === "client" ? row.id : "clientId" in row ? String(row.clientId) : "";
  const client = useRow("client", clientId);
  const { href, about } = wayTo(noun, row, clientId);
  return (
    <p className="-m-1 line-clamp-2 p-1 [overflow-wrap:anywhere]">
      <TextLink href={href}>
        {noun === "preset" ? String(row["name"]) : about}
        {noun !== "preset" && (client ? fullName(client) : "a client")}
      </TextLink>
    </p>
  );
}

function wayTo(noun: Place["noun"], row: DecidableRow, clientId: string): { href: string; about: string } {
  switch (noun) {
    case "client":
      return { href: `/clients/${row.id}`, about: "" };
    case "note":
      return { href: `/notes/${row.id}`, about: "Note about " };
    case "summary":
      return { href: `/notes/${String(row["noteId"])}`, about: "Summary about " };
    case "addendum":
      return { href: `/notes/${String(row["noteId"])}`, about: "Addendum to a note about " };
    case "goal":
      return { href: `/clients/${clientId}?tab=goals`, about: "Goal of " };
    case "measurement":
      return { href: `/clients/${clientId}?tab=goals`, about: "Measure of " };
    case "preset":
      return { href: "/settings/templates", about: "" };
  }
}
