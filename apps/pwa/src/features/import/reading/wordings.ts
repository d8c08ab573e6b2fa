import type { ContactPreference } from "@cliently/api/domain/client/client";
import type { ClientStatus } from "@cliently/api/domain/client/status";

const PARTICLES =
  /^(van|von|der|den|de|del|della|di|da|das|dos|du|la|le|los|las|bin|ibn|al|el|ter|ten|zu|zum|zur|st\.?|mac|ap)$/i;
const SUFFIX = /^(jr|sr|ii|iii|iv)\.?$/i;

/** A name written in one piece, as first and last name. */
export function splitName(whole: string): { givenName: string; familyName: string } {
  const name = whole.trim().replaceAll(/\s+/g, " ");
  const [last = "", first = "", ...more] = name.split(",").map((part) => part.trim());
  if (first && more.length === 0 && !SUFFIX.test(first)) return { givenName: first, familyName: last };
  const words = name.split(" ");
  let from = words.length - 1;
  if (from > 1 && SUFFIX.test(words[from] ?? "")) from--;
  while (from > 1 && PARTICLES.test(words[from - 1] ?? "")) from--;
  if (from < 1) return { givenName: name, familyName: "" };
  return { givenName: words.slice(0, from).join(" "), familyName: words.slice(from).join(" ") };
}

const STATUSES = new Map<string, ClientStatus>([
  ["client", "active"],
  ["active", "active"],
  ["current", "active"],
  ["archived", "archived"],
  ["inactive", "archived"],
  ["former", "archived"],
  ["closed", "archived"],
  ["discharged", "archived"],
  ["inquiry", "inquiry"],
  ["enquiry", "inquiry"],
  ["new inquiry", "inquiry"],
  ["lead", "inquiry"],
  ["prospect", "inquiry"],
  ["prospective", "inquiry"],
  ["contacted", "contacted"],
  ["consultation", "consultation"],
  ["consultation booked", "consultation"],
  ["waitlist", "waitlist"],
  ["waiting list", "waitlist"],
  ["waitlisted", "waitlist"],
  ["not a fit", "not-a-fit"],
  ["not-a-fit", "not-a-fit"],
  ["declined", "not-a-fit"],
]);

export function statusFrom(word: string): ClientStatus | undefined {
  return STATUSES.get(word.trim().toLowerCase());
}

const PREFERENCES = new Map<string, ContactPreference>([
  ["email", "email"],
  ["e-mail", "email"],
  ["mail", "email"],
  ["phone", "phone"],
  ["phone call", "phone"],
  ["call", "phone"],
  ["voice", "phone"],
  ["text", "text"],
  ["text message", "text"],
  ["sms", "text"],
  ["post", "post"],
  ["letter", "post"],
]);

export function preferenceFrom(word: string): ContactPreference | undefined {
  return PREFERENCES.get(word.trim().toLowerCase());
}

/** The tags in a cell, between commas and semicolons; a backslash before one of these makes it part of a tag. */
export function tagsIn(cell: string): string[] {
  const tags = cell.match(/(?:\\[\\,;]|[^,;])+/g) ?? [];
  return tags.map((tag) => tag.trim().replaceAll(/\\([\\,;])/g, "$1")).filter(Boolean);
}

/** Tags in one cell, so that `tagsIn` finds the same. */
export function tagCell(tags: readonly string[]): string {
  return tags.map((tag) => tag.replaceAll(/[\\,;]/g, String.raw`\$&`)).join("; ");
}

/** Several values in one cell, as Google writes them. */
export function googleValues(cell: string): string[] {
  return cell
    .split(" ::: ")
    .map((value) => value.trim())
    .filter(Boolean);
}

/** The groups that the practitioner made in Google, without Google's own. */
export function googleGroups(cell: string): string[] {
  return googleValues(cell)
    .map((group) => group.replace(/^\* /, ""))
    .filter((group) => group && !["myContacts", "starred", "Other Contacts"].includes(group));
}
