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
