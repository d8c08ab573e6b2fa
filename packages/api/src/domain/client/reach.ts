import type { Client } from "./client.ts";
import { contactsOf } from "./contacts-of.ts";

// What a press on a number or an address opens, on a phone as on a computer.

export function callLink(phone: string): string {
  return `tel:${dialled(phone)}`;
}

export function textLink(phone: string): string {
  return `sms:${dialled(phone)}`;
}

/** An address cannot bring a subject or further receivers with it. */
export function mailLink(email: string): string {
  return `mailto:${encodeURIComponent(email.trim()).replace("%40", "@")}`;
}

/** Whether there is enough to call in what was written as a number. */
export function canBeCalled(phone: string): boolean {
  return dialled(phone) !== "";
}

export type Reach = { kind: "email" | "phone"; words: string; href: string };

/** How to reach somebody first: the way they prefer, or else by phone, or by whatever there is. */
export function reachOf(client: Pick<Client, "phone" | "email" | "contactPreference" | "contacts">): Reach | undefined {
  const further = contactsOf(client).map((contact) =>
    contact.kind === "emergency" ? undefined : by(contact.kind, contact.value),
  );
  const ways = [by("phone", client.phone), by("email", client.email), ...further].filter((way) => way !== undefined);
  const preferred = client.contactPreference === "email" ? "email" : "phone";
  return ways.find(({ kind }) => kind === preferred) ?? ways[0];
}

function by(kind: Reach["kind"], words: string): Reach | undefined {
  if (!words) return undefined;
  return { kind, words, href: kind === "email" ? mailLink(words) : callLink(words) };
}

/** Digits, alone or in brackets, and what people put between them; a slash only right between two. */
const LOOKS_LIKE_A_NUMBER = /(?:\+\s*)?(?:\d+|\(\d+\))(?:[\s.–-]*(?:\d+|\(\d+\))|\/\d+)*/g;

/** What is dialled: the first number in what was written. What stands around it, an extension or a second number, is not. */
function dialled(phone: string): string {
  const numbers = [...phone.matchAll(LOOKS_LIKE_A_NUMBER)].map(([found]) => digitsOf(found));
  return numbers.find((number) => number.length >= 3) ?? numbers.find((number) => number.length === 2) ?? "";
}

function digitsOf(found: string): string {
  const isInternational = /^(?:\+|00)/.test(found);
  const [whole = "", ...rest] = (isInternational ? found.replace("(0)", "") : found) // dialled at home alone
    .split("/")
    .map((part) => part.replaceAll(/[^+\d]/g, ""));
  // Before a slash stands the code of a place, or a number of its own.
  return whole.length >= WHOLE_NUMBER ? whole : [whole, ...rest].join("");
}

/** From so many digits on. */
const WHOLE_NUMBER = 7;
