import { isMinor } from "@cliently/api/domain/client/age";
import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { fullName, goesBy } from "@cliently/api/domain/client/full-name";
import { isLead } from "@cliently/api/domain/client/stages";
import { tagsOf } from "@cliently/api/domain/client/tags-of";
import { folded } from "@cliently/api/domain/folded";
import type { Row } from "@cliently/api/domain/store";

type Client = Row<"client">;

export type Who = "active" | "archived" | "all";
export type Order = "first" | "last" | "added" | "note";

/** How one looks at the clients: whom of them, and in which order. Lives as long as the practice is open in this tab. */
export type ClientsView = {
  text: string;
  who: Who;
  tag: string | null;
  withoutConsent: boolean;
  minors: boolean;
  order: Order;
};

export const firstView: ClientsView = {
  text: "",
  who: "active",
  tag: null,
  withoutConsent: false,
  minors: false,
  order: "first",
};

/** What other records say, as far as the view asks for it. */
export type Beside = {
  /** yyyy-mm-dd */
  today: string;
  /** Who has agreed that records are kept. */
  consenting: ReadonlySet<string>;
  /** When the newest note about each was begun. */
  lastNotes: ReadonlyMap<string, number>;
};

/** Whether somebody is left out who is a client and not archived. */
export function isNarrowed({ who, tag, withoutConsent, minors }: ClientsView): boolean {
  return who !== "active" || tag !== null || withoutConsent || minors;
}

/** The clients that a view shows, in its order. Leads have a page of their own. */
export function clientsIn(view: ClientsView, clients: readonly Client[], beside: Beside): Client[] {
  const wanted = asSought(view.text);
  return clients
    .filter(
      (client) =>
        !isLead(client) &&
        (view.who === "all" || client.status === view.who) &&
        (view.tag === null || tagsOf(client).includes(view.tag)) &&
        (!view.withoutConsent || !beside.consenting.has(client.id)) &&
        (!view.minors || isMinor(client, beside.today)) &&
        (wanted === "" || isLike(client, wanted)),
    )
    .toSorted((a, b) => ORDERS[view.order](a, b, beside) || byName.compare(fullName(a), fullName(b)));
}

const byName = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

const ORDERS: Record<Order, (a: Client, b: Client, beside: Beside) => number> = {
  first: () => 0,
  last: (a, b) => byName.compare(a.familyName || a.givenName, b.familyName || b.givenName),
  added: (a, b) => b.createdAt - a.createdAt,
  note: (a, b, { lastNotes }) => (lastNotes.get(b.id) ?? 0) - (lastNotes.get(a.id) ?? 0),
};

/** Every word stands somewhere in what the client is known by; a number also without its spaces. */
function isLike(client: Client, wanted: string): boolean {
  const ways = [client.email, client.phone];
  for (const contact of contactsOf(client)) if (contact.kind !== "emergency") ways.push(contact.value);
  const known = asSought([fullName(client), goesBy(client), ...tagsOf(client), ...ways].join("\n"));
  const digits = ways.map((way) => way.replaceAll(/\D/g, "")).join("\n");
  const bare = wanted.replaceAll(/[\s()/.-]/g, "");
  return (
    wanted.split(" ").every((word) => known.includes(word)) ||
    (/^\+?\d{3,}$/.test(bare) && digits.includes(bare.replace("+", "")))
  );
}

function asSought(text: string): string {
  return folded(text).replaceAll(/ +/g, " ").trim();
}
