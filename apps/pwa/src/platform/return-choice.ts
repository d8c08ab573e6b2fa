import { keepText, keptText } from "./kept-text.ts";

/** Whether this device asks for the account's password when it comes back from a client. It does unless the person chose otherwise. */
export function asksOnReturn(accountId: string): boolean {
  return keptText(nameOf(accountId)) !== "off";
}

/** Keeps the choice for this browser. */
export function chooseOnReturn(accountId: string, asks: boolean): void {
  keepText(nameOf(accountId), asks ? null : "off");
}

function nameOf(accountId: string): string {
  return `cliently-asks-on-return-${accountId}`;
}
