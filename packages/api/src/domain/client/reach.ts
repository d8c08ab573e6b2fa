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
  return /\d.*\d/.test(dialled(phone));
}

/** An extension is dialled by hand. */
function dialled(phone: string): string {
  return phone.replace(/\s*(?:ext|x|#).*$/i, "").replaceAll(/[^+\d]/g, "");
}
