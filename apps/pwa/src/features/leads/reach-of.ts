import { contactsOf } from "@cliently/api/domain/client/contacts-of";
import { callLink, mailLink } from "@cliently/api/domain/client/reach";

import type { Lead } from "./columns.ts";

export type Reach = { kind: "email" | "phone"; words: string; href: string };

/** How to reach a lead first: the way they prefer, or else by phone. */
export function reachOf(lead: Lead): Reach | undefined {
  const ways = [by("phone", lead.phone), by("email", lead.email), ...contactsOf(lead).map(further)].filter(
    (way) => way !== undefined,
  );
  const preferred = lead.contactPreference === "email" ? "email" : "phone";
  return ways.find(({ kind }) => kind === preferred) ?? ways[0];
}

function further(contact: ReturnType<typeof contactsOf>[number]): Reach | undefined {
  return contact.kind === "emergency" ? undefined : by(contact.kind, contact.value);
}

function by(kind: Reach["kind"], words: string): Reach | undefined {
  if (!words) return undefined;
  return { kind, words, href: kind === "email" ? mailLink(words) : callLink(words) };
}
